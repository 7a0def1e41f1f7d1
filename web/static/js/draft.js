// A form that was being filled is kept in this tab until it has been accepted, so that a session that ends in the
// middle costs nobody their typing. Kept per form and officer; signing out forgets all of it.
(() => {
  const PREFIX = "draft:";
  const officer = document.documentElement.dataset.officer;
  const keyOf = (form) => `${PREFIX}${officer}:${form.dataset.draft}`;
  const forms = () => [...document.querySelectorAll("form[data-draft]")];
  const drafts = () => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
  const read = (key) => JSON.parse(sessionStorage.getItem(key) ?? "null");

  const kept = (field) => field.name && !["password", "hidden", "file", "submit", "button"].includes(field.type);

  function valuesOf(form) {
    return [...form.elements].filter(kept).map((field) => [field.name, field.value, field.checked ?? null]);
  }

  // Gives back what no field is there for.
  function fill(form, values) {
    return values.filter(([name, value, checked]) => {
      const fields = [...form.elements].filter((field) => kept(field) && field.name === name);
      for (const field of fields) {
        if (["checkbox", "radio"].includes(field.type)) {
          if (field.value === value) field.checked = checked;
        } else field.value = value;
      }
      return !fields.length;
    });
  }

  function save(form, sent = false) {
    sessionStorage.setItem(keyOf(form), JSON.stringify({ values: valuesOf(form), sent }));
  }

  function differs(form, values) {
    return JSON.stringify(valuesOf(form)) !== JSON.stringify(values);
  }

  // Once for each form: what a later partial answer draws anew is as the officer left it.
  const seen = new WeakSet();
  // Papers that the law asks for only because of what was restored: they come with its answer.
  const owed = new WeakMap();
  const ask = (form) => form.dispatchEvent(new Event("change"));

  function follow(form) {
    const before = owed.get(form) ?? [];
    if (!before.length) return;
    owed.set(form, fill(form, before));
    if (owed.get(form).length < before.length) ask(form);
  }

  function restore(form) {
    if (seen.has(form)) {
      follow(form);
      return;
    }
    seen.add(form);
    const draft = read(keyOf(form));
    if (!draft || form.dataset.bound || !differs(form, draft.values)) return;
    owed.set(form, fill(form, draft.values));
    // The law is asked about what stands there now.
    if (document.readyState === "complete") ask(form);
    else addEventListener("load", () => ask(form));
    form.querySelector("[data-restored]")?.removeAttribute("hidden");
  }

  // A draft that was sent, and whose form the next page of the same officer no longer shows, has been accepted.
  function forgetAccepted() {
    const here = new Set(forms().map(keyOf));
    for (const key of drafts()) {
      if (key.startsWith(`${PREFIX}${officer}:`) && read(key)?.sent && !here.has(key)) sessionStorage.removeItem(key);
    }
  }

  if (officer) {
    forgetAccepted();
    forms().forEach(restore);
    // Whoever goes on typing knows better than the draft what is still to come.
    const keep = (event) => {
      const form = event.target.form;
      if (!form?.matches("[data-draft]")) return;
      owed.delete(form);
      save(form);
    };
    document.addEventListener("input", keep);
    document.addEventListener("change", keep);
    document.addEventListener("submit", (event) => event.target.matches("[data-draft]") && save(event.target, true));
    document.addEventListener("htmx:after:settle", () => forms().forEach(restore));
  }

  document.addEventListener("submit", (event) => event.target.matches("[data-forget]") && drafts().forEach((key) => sessionStorage.removeItem(key)));
  document.addEventListener("click", (event) => {
    const form = event.target.closest("[data-discard]")?.form;
    if (!form) return;
    sessionStorage.removeItem(keyOf(form));
    owed.delete(form);
    form.reset();
    ask(form);
    form.querySelector("[data-restored]").hidden = true;
  });
})();
