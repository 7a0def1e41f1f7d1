// What changes in the hall is told by the event stream (src/cheguan/config/streams.py): a page that says data-hall hears
// "hall-changed" on its body. Without the stream it asks every few seconds instead, says so, and finds back by itself.
(() => {
  const holder = document.querySelector("[data-hall]");
  if (!holder) return;
  const POLL_MS = 5000;
  const SILENT_MS = 40_000;
  const FIRST_WAIT_MS = 1000, LONGEST_WAIT_MS = 15_000;
  // Many phones must not all ask in the same instant; and times on the page grow old even when nothing happens.
  const spread = Number(holder.dataset.hallSpread ?? 0);
  const stale = Number(holder.dataset.hallStale ?? 30_000);

  let source = null;
  let wait = FIRST_WAIT_MS;
  let again = 0, silent = 0, polling = 0, telling = 0;

  function tell() {
    telling = 0;
    document.body.dispatchEvent(new CustomEvent("hall-changed"));
  }
  function changed() {
    if (!telling) telling = setTimeout(tell, Math.random() * spread);
  }

  function show(live) {
    document.documentElement.dataset.hallLive = live ? "yes" : "no";
    document.querySelectorAll("[data-hall-lost]").forEach((words) => { words.hidden = live; });
  }

  function alive() {
    clearTimeout(silent);
    silent = setTimeout(lost, SILENT_MS);
  }

  function found() {
    wait = FIRST_WAIT_MS;
    clearInterval(polling);
    polling = 0;
    show(true);
    alive();
  }

  // Cut, refused, or silent for too long: ask in the meantime, and try again.
  function lost() {
    source?.close();
    source = null;
    clearTimeout(silent);
    clearTimeout(again);
    show(false);
    if (!polling) polling = setInterval(changed, POLL_MS);
    again = setTimeout(connect, wait * (0.8 + 0.4 * Math.random()));
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }

  function connect() {
    clearTimeout(again);
    if (!holder.dataset.hall) return lost();
    const line = new EventSource(holder.dataset.hall);
    source = line;
    line.addEventListener("hall", () => {
      found();
      changed();
    });
    line.addEventListener("beat", alive);
    line.addEventListener("error", () => line === source && lost());
  }

  // A page that is drawn anew shows what is true now, not what was when it was fetched.
  document.addEventListener("htmx:after:settle", () => show(!polling));
  // The web server did not answer, or not with a page: what is shown stays, says that it is old, and is asked for again.
  function unanswered() {
    show(false);
    setTimeout(changed, POLL_MS);
  }
  document.addEventListener("htmx:error", unanswered);
  document.addEventListener("htmx:response:error", unanswered);
  setInterval(() => polling || changed(), stale);

  // The time of the server, whatever this screen's own clock says.
  const clock = document.querySelector("[data-clock]");
  if (clock) {
    const ahead = Date.parse(clock.dataset.clock) - Date.now();
    const words = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Shanghai" });
    setInterval(() => { clock.textContent = words.format(Date.now() + ahead); }, 1000);
  }

  addEventListener("pagehide", () => { source?.close(); source = null; clearTimeout(again); });
  addEventListener("pageshow", (event) => event.persisted && connect());
  connect();
})();
