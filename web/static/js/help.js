// The help overlay: the page's own keys, read from the page, so that it can never be out of date.
(() => {
  const dialog = document.getElementById("help");
  if (!dialog) return;

  function label(element) {
    if (element.dataset.keyLabel) return element.dataset.keyLabel;
    const copy = element.cloneNode(true);
    copy.querySelectorAll("kbd, small").forEach((part) => part.remove());
    return (element.getAttribute("aria-label") || copy.querySelector("b")?.textContent || copy.textContent || element.title).trim();
  }

  function row(key, text) {
    const line = document.createElement("tr");
    const cap = document.createElement("kbd");
    cap.textContent = key;
    line.append(document.createElement("td"), document.createElement("td"));
    line.children[0].append(cap);
    line.children[1].textContent = text;
    return line;
  }

  function open() {
    const body = dialog.querySelector("tbody[data-keys]");
    const keyed = [...document.querySelectorAll("[data-key]")].filter((element) => !dialog.contains(element) && element.checkVisibility());
    body.replaceChildren(...keyed.map((element) => row(element.dataset.key.replace("Enter", "↵"), label(element))));
    dialog.showModal();
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-open=help]")) open();
    if (event.target.closest("[data-close]") || event.target === dialog) dialog.close();
  });
})();
