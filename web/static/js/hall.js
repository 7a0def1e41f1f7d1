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
  let again = 0, silent = 0, polling = 0, telling = 0, retry = 0;
  // What the page's last question got: "answer", "nothing", or "sign-in" when nobody is signed in any more.
  let got = "answer";

  function tell() {
    telling = 0;
    document.body.dispatchEvent(new CustomEvent("hall-changed"));
  }
  function changed() {
    if (!telling) telling = setTimeout(tell, Math.random() * spread);
  }

  function reveal(words, yes) {
    document.querySelectorAll(words).forEach((each) => { each.hidden = !yes; });
  }
  function show() {
    const live = !polling && got === "answer";
    document.documentElement.dataset.hallLive = live ? "yes" : "no";
    reveal("[data-hall-out]", got === "sign-in");
    reveal("[data-hall-lost]", !live && got !== "sign-in");
  }

  function alive() {
    clearTimeout(silent);
    silent = setTimeout(lost, SILENT_MS);
  }

  function found() {
    wait = FIRST_WAIT_MS;
    clearInterval(polling);
    polling = 0;
    show();
    alive();
  }

  // Cut, refused, or silent for too long: ask in the meantime, and try again.
  function lost() {
    source?.close();
    source = null;
    clearTimeout(silent);
    clearTimeout(again);
    clearTimeout(retry);
    if (!polling) polling = setInterval(changed, POLL_MS);
    show();
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
  document.addEventListener("htmx:after:settle", show);
  // The web server did not answer, or not with a page: what is shown stays, says that it is old, and is asked for again,
  // one question at a time. Asking again would sign nobody in.
  function unanswered(why) {
    got = why;
    show();
    clearTimeout(retry);
    if (!polling && why === "nothing") retry = setTimeout(changed, POLL_MS);
  }
  document.addEventListener("htmx:error", () => unanswered("nothing"));
  document.addEventListener("htmx:after:request", ({ target, detail: { ctx } }) => {
    const { status } = ctx.response;
    if (status < 400) {
      got = "answer";
      show();
    } else if (target.matches?.("[hx-trigger^=hall-changed]")) unanswered(status === 401 ? "sign-in" : "nothing");
  });
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
