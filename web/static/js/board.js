// 叫号语音 by the browser's own speech: each new call twice, one after the other. Browsers speak only after somebody has
// touched the page once, so there is a button; a screen that was told to speak tries again by itself after a restart.
(() => {
  const button = document.querySelector("[data-voice]");
  const none = document.querySelector("[data-voice-none]");
  const KEPT = "cg-voice";
  const TIMES = 2;
  const speech = window.speechSynthesis;
  if (!button) return;

  const calls = () => [...document.querySelectorAll("[data-call]")];
  const heard = new Set(calls().map((call) => call.dataset.call));
  const queue = [];
  let on = false;
  let speaking = false;

  const voice = () => speech.getVoices().find((each) => each.lang.replace("_", "-").toLowerCase().startsWith("zh"));

  function utter(words, done) {
    const said = new SpeechSynthesisUtterance(words);
    said.lang = "zh-CN";
    said.voice = voice();
    said.rate = 0.9;
    said.addEventListener("end", () => done());
    said.addEventListener("error", (event) => (event.error === "not-allowed" ? mute() : done()));
    speech.speak(said);
  }

  // Who is no longer called when their turn to be spoken comes needs no call.
  function speak() {
    const next = queue.shift();
    speaking = Boolean(next) && on;
    if (!speaking) return;
    const still = calls().some((call) => call.dataset.call === next.key);
    if (still) utter(next.words, speak);
    else speak();
  }

  function look() {
    for (const call of calls().reverse()) {
      if (heard.has(call.dataset.call)) continue;
      heard.add(call.dataset.call);
      for (let time = 0; time < TIMES; time += 1) queue.push({ key: call.dataset.call, words: call.dataset.say });
    }
    if (!on) queue.length = 0;
    else if (!speaking) speak();
  }

  function mute() {
    on = speaking = false;
    queue.length = 0;
    button.hidden = false;
  }

  function able() {
    const possible = Boolean(speech && voice());
    button.disabled = !possible;
    none.hidden = possible;
    return possible;
  }

  function start() {
    if (!able()) return;
    on = true;
    button.hidden = true;
    localStorage.setItem(KEPT, "1");
  }

  button.addEventListener("click", () => {
    start();
    if (on) utter(button.dataset.voice, () => {});
  });
  document.addEventListener("htmx:after:settle", look);
  const ready = () => { able(); if (localStorage.getItem(KEPT)) start(); };
  speech?.addEventListener?.("voiceschanged", ready);
  ready();
})();
