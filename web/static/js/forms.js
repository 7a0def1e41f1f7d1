// One form, one sending: the button rests until the answer is here. The server keeps the promise with the form's key;
// this only spares people the wondering.
(() => {
  const buttons = (form) => [...document.querySelectorAll("button, input[type=submit]")].filter((button) => button.form === form && button.type === "submit");

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.target === "_blank") return;
    if (form.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sent = "1";
    if (!form.matches("[hx-post]")) leave();
    // After this event, or the pressed button's own name and value would not be sent.
    setTimeout(() => buttons(form).forEach((button) => button.setAttribute("aria-busy", "true")));
  }, true);

  // The answer is the next page: what asks by itself must not lead away from it meanwhile.
  function leave() {
    for (const asking of document.querySelectorAll("[data-until-sent]")) {
      asking.dispatchEvent(new CustomEvent("htmx:abort"));
      asking.remove();
    }
  }

  function rest(scope) {
    for (const form of scope.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      buttons(form).forEach((button) => button.removeAttribute("aria-busy"));
    }
  }
  addEventListener("pageshow", () => rest(document));
  // A part of the page that asks by itself (data-quiet) wakes no other form, and takes the cursor from nobody.
  const quiet = (event) => event.target.closest?.("[data-quiet]");
  document.addEventListener("htmx:finally:request", (event) => rest(quiet(event) ?? document));

  // Which picture was chosen, on our own button; drawn again after the page has been mended.
  function nameFiles() {
    for (const label of document.querySelectorAll("[data-file-name]")) {
      const chosen = document.getElementById(label.dataset.fileName)?.files[0];
      if (chosen) label.textContent = chosen.name;
    }
  }
  document.addEventListener("change", (event) => event.target.type === "file" && nameFiles());
  document.addEventListener("htmx:after:settle", nameFiles);

  // Choices that act at once, such as a filter: data-send on the form.
  document.addEventListener("change", (event) => event.target.form?.matches("[data-send=change]") && event.target.form.requestSubmit());

  // The first field with an error, else the field, or the first of the fields, that the page asks to begin with.
  // What says "once" is begun with when the page opens, and never taken from whoever types elsewhere by then.
  function settle(opening) {
    const bad = document.querySelector("[aria-invalid=true]");
    const begin = document.querySelector(opening ? "[data-begin]" : "[data-begin='']");
    (bad ?? begin?.querySelector("input, select, textarea") ?? begin)?.focus();
  }
  addEventListener("DOMContentLoaded", () => settle(true));
  document.addEventListener("htmx:after:settle", (event) => quiet(event) || settle(false));

  document.addEventListener("click", (event) => {
    const wanted = event.target.closest("[data-tick-all]")?.dataset.tickAll;
    if (wanted) tickAll(document.querySelectorAll(wanted));
    const field = event.target.closest("[data-focus]")?.dataset.focus;
    if (field) document.querySelector(`[name="${field}"]`)?.select();
  });

  function tickAll(boxes) {
    boxes.forEach((box) => { box.checked = true; });
    boxes[0]?.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // Reasons before buttons: a button may open the small form that it needs.
  document.addEventListener("click", (event) => {
    const id = event.target.closest("[data-dialog]")?.dataset.dialog;
    if (id) document.getElementById(id)?.showModal();
    if (event.target.closest("[data-dismiss]")) event.target.closest("dialog")?.close();
  });
})();
