// What the frame of a page needs beyond links and forms. For Chromium 86; no page depends on it.
(function () {
  "use strict";

  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }

  // The side navigation on a phone.
  each("[data-opens]", function (button) {
    button.addEventListener("click", function () {
      var open = document.getElementById(button.getAttribute("data-opens")).classList.toggle("is-open");
      button.setAttribute("aria-expanded", String(open));
    });
  });

  // Filters act when they are changed; without a script their button does.
  each("form[data-at-once]", function (form) {
    form.addEventListener("change", function () { form.submit(); });
  });
  each("[data-without-script]", function (button) { button.hidden = true; });

  // A step that cannot be undone says what will happen and asks once more.
  each("form[data-asks]", function (form) {
    form.addEventListener("submit", function (event) {
      if (!window.confirm(form.getAttribute("data-asks"))) { event.preventDefault(); }
    });
  });

  // A form is sent once, however often its button is pressed.
  document.addEventListener("submit", function (event) {
    if (event.defaultPrevented) { return; }
    Array.prototype.forEach.call(event.target.querySelectorAll("button[type=submit]"), function (button) {
      window.setTimeout(function () { button.disabled = true; }, 0);
    });
  });
  window.addEventListener("pageshow", function () {
    each("button[type=submit]", function (button) { button.disabled = false; });
  });

  // Menus close on Escape and when something else is used.
  function closeMenus(except) {
    each("details.me[open]", function (menu) { if (menu !== except) { menu.open = false; } });
  }
  document.addEventListener("click", function (event) {
    closeMenus(event.target.closest ? event.target.closest("details.me") : null);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { closeMenus(null); }
    if (event.key === "s" && event.ctrlKey) {
      var form = document.querySelector("form[data-keeps]");
      if (form) { event.preventDefault(); form.requestSubmit(); }
    }
  });
})();
