// The devices on this desk, through the bridge that runs on this computer (docs/howto/devices.md). Nothing waits for it:
// without a bridge, with a slow one or with one that talks nonsense, everything can be typed.
(() => {
  const root = document.documentElement;
  const address = root.dataset.devices;
  const PROTOCOL = "cheguan.devices.v1";
  const HELLO_MS = 3000;
  const LONGEST_ANSWER_S = 150, READ_S = 20;
  const FIRST_WAIT_MS = 1000, LONGEST_WAIT_MS = 30_000;
  const SAME_CARD_MS = 3000;

  let socket = null;
  let wait = FIRST_WAIT_MS;
  let timer = 0;
  let asked = 0;
  const present = new Map();
  const pending = new Map();

  // ── what the clerk sees

  // One of the words that the template holds is shown: waiting, ready, off, reading, nonsense, failed.
  function show(state) {
    document.querySelectorAll("[data-devices-state]").forEach((tag) => { tag.dataset.devicesState = state; });
  }

  const has = (device) => present.get(device) === "ready";
  const settle = () => show(has("id_reader") ? "ready" : "off");

  // ── the line to the bridge

  function connect() {
    clearTimeout(timer);
    const line = new WebSocket(address, PROTOCOL);
    socket = line;
    timer = setTimeout(settle, HELLO_MS);
    line.addEventListener("message", (event) => line === socket && heard(event.data));
    line.addEventListener("close", () => line === socket && lost());
  }

  function lost() {
    socket = null;
    present.clear();
    [...pending.values()].forEach((answer) => answer({ ok: false, code: "absent" }));
    settle();
    clearTimeout(timer);
    timer = setTimeout(connect, wait * (0.8 + 0.4 * Math.random()));
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }

  function say(message) {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  }

  // The page in front hears of cards, if it has a place for one: touching the second screen beside it changes nothing.
  const PLACES = "[data-scan], form[data-identity], [data-takes-card]";
  function attend() {
    const front = document.visibilityState === "visible" && document.hasFocus();
    if (front && document.querySelector(PLACES)) say({ type: "attend" });
  }

  // Ask a device; always answered, with { ok, code, message, data }, even if the bridge itself says nothing in time.
  function ask(device, action, data = {}, seconds = LONGEST_ANSWER_S) {
    if (!has(device)) return Promise.resolve({ ok: false, code: "absent" });
    asked += 1;
    const id = String(asked);
    return new Promise((resolve) => {
      const patience = setTimeout(() => answer({ ok: false, code: "timeout" }), seconds * 1000);
      function answer(reply) {
        clearTimeout(patience);
        pending.delete(id);
        resolve(reply);
      }
      pending.set(id, answer);
      say({ type: "request", id, device, action, data });
    });
  }

  // ── what the bridge says; whatever is not of the agreed shape is nonsense

  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const isDevice = (value) => isObject(value) && typeof value.device === "string" && typeof value.state === "string";
  const shapes = {
    hello: (message) => message.protocol === PROTOCOL && Array.isArray(message.devices) && message.devices.every(isDevice),
    reply: (message) => typeof message.ok === "boolean" && typeof message.code === "string",
    event: (message) => typeof message.event === "string" && typeof message.device === "string",
  };

  function parsed(text) {
    try {
      const message = JSON.parse(text);
      return isObject(message) && Object.hasOwn(shapes, message.type) && shapes[message.type](message) ? message : null;
    } catch {
      return null;
    }
  }

  const hearing = {
    hello({ devices }) {
      clearTimeout(timer);
      wait = FIRST_WAIT_MS;
      devices.forEach(({ device, state }) => present.set(device, state));
      settle();
      attend();
      document.dispatchEvent(new CustomEvent("devices:ready"));
    },
    reply(message) {
      pending.get(message.id)?.(message);
    },
    event(message) {
      if (message.event === "State" && isObject(message.data)) {
        present.set(message.device, message.data.state);
        settle();
      }
      // A page of its own mind takes the event and prevents what follows.
      if (document.dispatchEvent(new CustomEvent("devices:event", { detail: message, cancelable: true }))) act(message);
    },
  };

  function heard(text) {
    const message = parsed(text);
    if (message) hearing[message.type](message);
    else show("nonsense");
  }

  function act({ event, device, data }) {
    if (event === "CardIn") takeCard(data);
    if (event === "Scan" && typeof data?.text === "string") takeScan(data.text);
    if (event === "Fault" && device === "id_reader") show("nonsense");
  }

  // ── a card

  const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const isLine = (text) => text === undefined || (typeof text === "string" && text.length <= 120);

  function isNumber(text) {
    if (typeof text !== "string" || !/^[1-9]\d{16}[\dX]$/.test(text)) return false;
    return "10X98765432"[WEIGHTS.reduce((sum, weight, place) => sum + weight * Number(text[place]), 0) % 11] === text[17];
  }

  function isCard(card) {
    return isObject(card) && isNumber(card.CardNo) && typeof card.Name === "string" && /^\S.{0,59}$/.test(card.Name)
      && ["男", "女"].includes(card.Sex) && card.Born === card.CardNo.slice(6, 14) && isLine(card.Address) && isLine(card.UserLifeE);
  }

  const day = (text) => (/^\d{8}$/.test(text ?? "") ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : "");
  const OF_CARD = {
    kind: () => "person",
    document: () => "A",
    number: (card) => card.CardNo,
    name: (card) => card.Name,
    sex: (card) => (card.Sex === "男" ? "1" : "2"),
    born_on: (card) => day(card.Born),
    valid_until: (card) => day(card.UserLifeE),
    address: (card) => card.Address ?? "",
  };

  let last = { number: "", at: -Infinity };

  // Where the clerk is decides: a field for somebody's number, a form for a person, else the scan box.
  function takeCard(card) {
    if (!isCard(card)) {
      show("nonsense");
      return;
    }
    settle();
    // Asked for and told at once, or told twice, it is one reading.
    if (card.CardNo === last.number && performance.now() - last.at < SAME_CARD_MS) return;
    last = { number: card.CardNo, at: performance.now() };
    const here = document.activeElement;
    const form = here?.form?.matches("[data-identity]") ? here.form : document.querySelector("form[data-identity]");
    if (form) fill(form, card);
    else if (here?.matches("[data-takes-card]")) put(here, card.CardNo);
    else search(card.CardNo, "card");
  }

  // As scan.js does with a scanner that is a keyboard.
  function takeScan(text) {
    const here = document.activeElement;
    if (here?.matches("[data-takes-scan]")) put(here, text);
    else search(text, "typed");
  }

  let filling = false;
  const filled = new WeakSet();

  function put(field, value) {
    filling = true;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    filling = false;
  }

  function fill(form, card) {
    for (const [name, of] of Object.entries(OF_CARD)) {
      const field = form.elements[name];
      if (!field) continue;
      put(field, of(card));
      filled.add(field);
    }
    mark(form, "card");
    [...form.elements].find((field) => field.required && !field.value && field.type !== "hidden")?.focus();
  }

  // How the number came in: read by a card reader, or typed. One stroke in what the card filled makes it typed.
  function mark(form, how) {
    const field = form.elements.read_by;
    if (field) field.value = how;
  }

  function search(text, how) {
    const box = document.querySelector("[data-scan]");
    if (!box) return;
    put(box, text);
    mark(box.form, how);
    box.form.requestSubmit();
  }

  document.addEventListener("input", ({ target }) => {
    if (!filling && target.form && (filled.has(target) || target.matches("[data-scan]"))) mark(target.form, "typed");
  });

  // F4: the reader is asked; the scan box has the cursor meanwhile, as without a reader.
  let reading = false;
  async function readCard() {
    if (reading || !has("id_reader")) return;
    reading = true;
    show("reading");
    const reply = await ask("id_reader", "read", {}, READ_S);
    reading = false;
    if (reply.ok) takeCard(reply.data);
    else if (reply.code !== "absent") show(reply.code === "nonsense" ? "nonsense" : "failed");
  }
  document.addEventListener("click", (event) => event.target.closest("[data-read-card]") && readCard());

  window.devices = { ask, has };
  if (!address) return;
  addEventListener("focus", attend);
  addEventListener("pagehide", () => { const line = socket; socket = null; clearTimeout(timer); line?.close(); });
  addEventListener("pageshow", (event) => event.persisted && connect());
  connect();
})();
