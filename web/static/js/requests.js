// Partial requests: they carry the CSRF token, show a bar when slow, and say so when the line is down or the server fails.
(() => {
  const SLOW_MS = 300;
  const bar = document.getElementById("progress");
  let running = 0;
  let timer = 0;

  function begin() {
    running += 1;
    clearTimeout(timer);
    timer = setTimeout(() => bar?.classList.add("on"), SLOW_MS);
  }

  function end() {
    running = Math.max(0, running - 1);
    if (running) return;
    clearTimeout(timer);
    bar?.classList.remove("on");
  }

  document.addEventListener("htmx:config:request", (event) => {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1];
    if (token) event.detail.ctx.request.headers["X-CSRFToken"] = token;
  });
  // What a page asks by itself (data-poll) waits while nobody looks, and while a dialog is open that it would close. An
  // answer that was under way when a dialog was opened, or something else was asked, is of the past: it is let go.
  const byItself = (event) => event.target.matches?.("[data-poll]");
  const since = new WeakMap();
  let acts = 0;
  document.addEventListener("htmx:before:request", (event) => {
    if (!byItself(event)) acts += 1;
    else if (document.hidden || document.querySelector("dialog[open]")) event.preventDefault();
    else since.set(event.detail.ctx, acts);
  });
  document.addEventListener("htmx:before:swap", (event) => {
    if (byItself(event) && (document.querySelector("dialog[open]") || since.get(event.detail.ctx) !== acts)) event.preventDefault();
  });
  document.addEventListener("htmx:before:request", begin);
  document.addEventListener("htmx:finally:request", end);
  document.addEventListener("htmx:error", () => document.getElementById("offline")?.removeAttribute("hidden"));
  // A fault of the server leaves the page as it is. What the page asked by itself (js/hall.js) neither says so nor unsays it.
  document.addEventListener("htmx:after:request", (event) => {
    document.getElementById("offline")?.setAttribute("hidden", "");
    const failed = document.getElementById("failed");
    if (failed && !event.target.matches?.("[hx-trigger^=hall-changed]")) failed.hidden = event.detail.ctx.response.status < 500;
  });

  addEventListener("submit", (event) => { if (!event.defaultPrevented) begin(); });
  addEventListener("pageshow", () => { running = 0; end(); });
})();
