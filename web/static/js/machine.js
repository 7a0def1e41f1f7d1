// The ticket machine: keys on the screen, how many matters are chosen, the card that was read, the printed ticket, and a
// clean screen for the next person.
(() => {
  const root = document.querySelector("[data-machine]");
  if (!root) return;

  // ── keys on the screen

  const typed = () => document.querySelector("[data-typed]");
  function put(value) {
    const field = typed();
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  document.addEventListener("click", ({ target }) => {
    const key = target.closest?.("[data-type]")?.dataset.type;
    if (key) put(typed().value + key);
    if (target.closest?.("[data-type-back]")) put([...typed().value].slice(0, -1).join(""));
    if (target.closest?.("[data-type-clear]")) put("");
  });

  // A plate begins with its province: first those keys, then letters and figures.
  function provinces() {
    const keys = document.querySelector("[data-first-keys]");
    if (!keys) return;
    const first = !typed().value;
    keys.hidden = !first;
    document.querySelector("[data-other-keys]").hidden = first;
  }
  document.addEventListener("input", provinces);
  provinces();

  // ── what was chosen

  const most = Number(root.dataset.most ?? 0);
  function count() {
    const boxes = [...document.querySelectorAll("[name=service][type=checkbox]")];
    if (!boxes.length) return;
    const codes = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    document.querySelectorAll("[data-count]").forEach((place) => { place.textContent = codes.size; });
    boxes.forEach((box) => { box.disabled = codes.size >= most && !codes.has(box.value); });
  }
  // The same service stands among the common ones and in its group: they are ticked together.
  document.addEventListener("change", ({ target }) => {
    if (target.name !== "service") return;
    document.querySelectorAll("[name=service]").forEach((box) => { if (box.value === target.value) box.checked = target.checked; });
    count();
  });
  count();

  // ── a card that the reader put into the form (devices.js) is as good as a press of the button

  const number = document.querySelector("form[data-identity] [name=number]");
  number?.addEventListener("change", () => setTimeout(() => {
    if (number.form.elements.read_by?.value === "card") number.form.requestSubmit();
  }));

  // ── paper

  async function print() {
    const roll = document.querySelector("[data-roll]")?.dataset.roll;
    const reply = await window.devices?.ask("ticket_printer", "print", JSON.parse(roll));
    if (!reply?.ok) window.print();
  }
  document.addEventListener("click", (event) => event.target.closest("[data-print-ticket]") && print());
  document.addEventListener("devices:ready", () => {
    if (root.dataset.machine === "ticket" && window.devices.has("ticket_printer")) print();
  }, { once: true });

  // ── the next person finds nothing of this one

  const left = document.querySelector("[data-left]");
  const dialog = document.getElementById("more-time");
  const whole = Number(root.dataset.idle ?? 0);
  const ASK_S = 20;
  const AGAIN_MS = 10_000;
  let until = 0;
  const more = () => { until = performance.now() + whole * 1000; if (dialog?.open) dialog.close(); };
  // Wiped at once; and should the first page not come, it is asked for again.
  let leftAt = -Infinity;
  function leave() {
    if (performance.now() - leftAt < AGAIN_MS) return;
    leftAt = performance.now();
    document.getElementById("main").replaceChildren();
    location.replace(root.dataset.home);
  }
  function tick() {
    const seconds = Math.max(0, Math.ceil((until - performance.now()) / 1000));
    if (left) left.textContent = seconds;
    if (seconds <= ASK_S && dialog && !dialog.open) dialog.showModal();
    if (!seconds) leave();
  }
  if (whole) {
    more();
    setInterval(tick, 1000);
    document.addEventListener("pointerdown", (event) => dialog?.contains(event.target) || more());
    document.addEventListener("keydown", () => dialog?.open || more());
    document.addEventListener("click", (event) => {
      if (event.target.closest("[data-more-time]")) more();
      if (event.target.closest("[data-end]")) leave();
    });
  }

  if (root.dataset.machine === "home") {
    document.cookie = "elder=; path=/; max-age=0; samesite=lax";
    document.documentElement.classList.remove("elder");
  }
  // Back from the browser's memory is a page of somebody who has gone.
  addEventListener("pageshow", (event) => event.persisted && leave());
})();
