// Deciding with the keyboard: a key presses the button or follows the link that names it.
(function () {
  "use strict";
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) { return; }
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) { return; }
    if (!/^[a-z0-9]$/.test(event.key)) { return; }
    var found = document.querySelector('[data-key="' + event.key + '"]');
    if (found && !found.disabled) { event.preventDefault(); found.click(); }
  });
})();
