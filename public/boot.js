// Sets the theme before the first paint, then starts the page. A classic script in the head, so that nothing is
// painted before it ran; it is a file of its own because the content security policy allows no inline script.
(() => {
  "use strict";
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const showTheme = () => {
    let kept = null;
    try {
      kept = localStorage.getItem("rollcall.theme");
    } catch {
      // Without storage the system decides.
    }
    const theme = kept === "light" || kept === "dark" ? kept : dark.matches ? "dark" : "light";
    document.documentElement.dataset.theme = theme;
  };
  showTheme();
  dark.addEventListener("change", showTheme);

  const parsed = new Promise((done) => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", done, { once: true });
    else done();
  });
  Promise.all([import("{{script}}"), parsed])
    .then(([page]) => page.default({ module_or_path: "{{wasm}}" }))
    .catch((error) => {
      console.error(error);
      const told = document.createElement("p");
      told.className = "boot-failed";
      told.setAttribute("role", "alert");
      told.textContent =
        "Rollcall could not start. Reload the page; if it stays like this, the server cannot be reached or the browser is too old.";
      document.body.append(told);
    });
})();
