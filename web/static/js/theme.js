// Light or dark, and large print: chosen by the officer, kept in a cookie, set before the first paint.
(() => {
  const root = document.documentElement;
  const wish = (name) => document.cookie.match(new RegExp(`(?:^|; )${name}=([^;]*)`))?.[1];
  const keep = (name, value) => { document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`; };
  const system = matchMedia("(prefers-color-scheme: dark)");

  function paint() {
    root.dataset.bsTheme = wish("theme") ?? (system.matches ? "dark" : "light");
    root.classList.toggle("elder", wish("elder") === "1");
  }

  const switches = {
    theme: () => keep("theme", root.dataset.bsTheme === "dark" ? "light" : "dark"),
    elder: () => keep("elder", root.classList.contains("elder") ? "0" : "1"),
  };

  paint();
  system.addEventListener("change", paint);
  document.addEventListener("click", (event) => {
    const name = event.target.closest?.("[data-switch]")?.dataset.switch;
    if (!switches[name]) return;
    switches[name]();
    paint();
  });
})();
