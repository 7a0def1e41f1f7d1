"""Hands on the keyboard: nobody touches the mouse, and every key counts."""

from dataclasses import dataclass, field

from playwright.sync_api import Frame, Page

# Slower than any scanner, faster than any clerk.
BETWEEN_KEYS_MS = 40
# Seconds of the keystroke-level model (Card, Moran, Newell 1980): a stroke of a skilled typist, a decision, and for
# laying a card on the reader the hand's way there and the pointing.
STROKE, DECISION, CARD = 0.2, 1.35, 0.4 + 1.1

# In one go: a scanner is quicker than the line between a test and its browser. Each stroke has a scanner's moment, however
# often the machine pauses in between.
SCANNER = """keys => {
  const start = performance.now();
  keys.forEach((key, nth) => {
    const stroke = new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true});
    Object.defineProperty(stroke, "timeStamp", {value: start + nth});
    document.activeElement.dispatchEvent(stroke);
  });
}"""


@dataclass
class Keyboard:
    """One person's keys and pages. A chord such as Ctrl+Enter is one press; what a reader or scanner types is none."""

    page: Page
    who: str
    pressed: int = 0
    pages: int = field(default=0, init=False)
    seconds: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self.page.on("framenavigated", self._turned)

    def press(self, *keys: str) -> None:
        """One decision, and its keys; nobody presses any before the page is there."""
        self.page.wait_for_load_state()
        self.seconds += DECISION
        for key in keys:
            self.page.keyboard.press(key.replace("Ctrl", "Control"))
            self.pressed += 1
            self.seconds += STROKE * len(key.split("+"))

    def turn(self, *keys: str) -> None:
        """Keys that lead to another page, or to this one anew: what the old one still shows is not to be acted on."""
        with self.page.expect_navigation():
            self.press(*keys)

    def type(self, text: str) -> None:
        """By hand; a Chinese sign comes from the input method and counts as one key."""
        for sign in text:
            self.page.keyboard.type(sign)
            self.page.wait_for_timeout(BETWEEN_KEYS_MS)
        self.pressed += len(text)
        self.seconds += DECISION + STROKE * len(text)

    def scan(self, text: str) -> None:
        """With the scanner or the card reader, wherever the cursor is; Enter comes with it."""
        self.page.wait_for_load_state()
        self.page.evaluate(SCANNER, [*text, "Enter"])
        self.seconds += CARD

    def lay_card(self, text: str) -> None:
        """A card on the reader whose number goes into the field that has the cursor."""
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Enter")
        self.seconds += CARD

    def start_counting(self) -> None:
        self.pressed = self.pages = 0
        self.seconds = 0.0

    def __str__(self) -> str:
        """Of the operator's time only: what a clerk says, reads or waits for comes on top."""
        return f"{self.who:<10} {self.pressed:>3} 键 keys  {self.pages:>2} 页 pages  {self.seconds:>5.1f} 秒 s (KLM)"

    def _turned(self, frame: Frame) -> None:
        self.pages += frame == self.page.main_frame
