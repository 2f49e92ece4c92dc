/* The little that needs a script; every page works without it. */
(function () {
  "use strict";

  // After a refused form, whoever listens to the page starts at what is wrong.
  function focusProblem(root) {
    const problem = root.querySelector("[data-focus]");
    if (problem) problem.focus();
  }

  // The menu closes as menus do: Escape, or a press beside it.
  function closeMenus(except) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (menu !== except) menu.open = false;
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    focusProblem(document);
  });

  document.addEventListener("htmx:afterSwap", function (event) {
    focusProblem(event.detail.target);
  });

  document.addEventListener("click", function (event) {
    closeMenus(event.target.closest("details.menu"));
    if (event.target.closest("[data-print]")) window.print();
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    const menu = event.target.closest("details.menu[open]");
    if (menu) menu.querySelector("summary").focus();
    closeMenus(null);
  });
})();
