// The form of a correction: marks what differs, puts findings under their fields, finds a field by its title.
(function () {
  "use strict";
  var form = document.getElementById("correcting");
  if (!form) { return; }

  function valueOf(control) {
    var group = control.querySelector("fieldset");
    if (!group) { var one = control.querySelector("[data-was]"); return one ? one.value : null; }
    var chosen = Array.prototype.filter.call(group.querySelectorAll("input[type=checkbox]"), function (box) { return box.checked; });
    return chosen.map(function (box) { return box.value; }).join("、");
  }

  function mark(control) {
    var known = control.querySelector("[data-was]");
    if (!known) { return; }
    var differs = valueOf(control) !== known.getAttribute("data-was");
    control.classList.toggle("is-changed", differs);
    var was = control.querySelector(".was");
    if (was) { was.hidden = !differs; }
  }

  form.addEventListener("change", function (event) {
    var control = event.target.closest(".control");
    if (control) { mark(control); }
  });

  document.body.addEventListener("htmx:afterSwap", function () {
    Array.prototype.forEach.call(form.querySelectorAll("[data-finding]"), function (place) {
      place.hidden = true;
      place.textContent = "";
    });
    Array.prototype.forEach.call(document.querySelectorAll("#verdict [data-says]"), function (said) {
      var place = form.querySelector('[data-finding="' + said.getAttribute("data-says") + '"]');
      if (place) { place.hidden = false; place.textContent = said.textContent.replace(/^.*?：/, ""); }
    });
  });

  var seek = document.querySelector("[data-seeks]");
  seek.addEventListener("input", function () {
    var words = seek.value.trim();
    Array.prototype.forEach.call(form.querySelectorAll(".form-section"), function (section) {
      var any = false;
      Array.prototype.forEach.call(section.querySelectorAll(".control"), function (control) {
        var meant = !words || control.getAttribute("data-title").indexOf(words) >= 0;
        control.hidden = !meant;
        any = any || meant;
      });
      section.hidden = !any;
      var folded = section.querySelector("details.folded");
      if (folded && words) { folded.open = true; }
    });
  });
})();
