// Copies the sentence that stands behind a button. For Chromium 86; also where there is no TLS.
(function () {
  "use strict";

  function asBefore(text) {
    var field = document.createElement("textarea");
    field.value = text;
    field.setAttribute("readonly", "");
    field.className = "only-read";
    document.body.appendChild(field);
    field.select();
    var done = document.execCommand("copy");
    document.body.removeChild(field);
    return done ? Promise.resolve() : Promise.reject();
  }

  function say(button, words) {
    var told = document.getElementById("copied");
    if (!told) {
      told = document.createElement("p");
      told.id = "copied";
      told.className = "only-read";
      told.setAttribute("role", "status");
      document.body.appendChild(told);
    }
    told.textContent = words;
    if (button.classList.contains("copy")) {
      button.classList.add("is-copied");
      window.setTimeout(function () { button.classList.remove("is-copied"); }, 1600);
      return;
    }
    var before = button.textContent;
    button.textContent = words;
    window.setTimeout(function () { button.textContent = before; }, 1600);
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest("[data-copies]") : null;
    if (!button) { return; }
    var text = button.getAttribute("data-copies");
    var copying = navigator.clipboard ? navigator.clipboard.writeText(text).catch(function () { return asBefore(text); }) : asBefore(text);
    copying.then(function () { say(button, "已复制"); }, function () { window.prompt("请按 Ctrl+C 复制", text); });
  });
})();
