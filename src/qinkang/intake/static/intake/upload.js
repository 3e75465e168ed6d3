// Sends a file piece by piece, goes on after a broken line, and says how far it is. For Chromium 86.
// Without this script the form is sent whole.
(function () {
  "use strict";

  var form = document.querySelector("form[data-uploads]");
  if (!form || !window.fetch || !window.Blob) { return; }

  var file = form.querySelector("input[type=file]");
  var shown = form.querySelector(".uploading");
  var bar = shown.querySelector("progress");
  var says = form.querySelector(".upload-says");
  var problem = form.querySelector(".upload-problem");
  var start = form.querySelector("button[type=submit]");
  var stop = form.querySelector(".upload-stop");
  var stopped = false;
  var TRIES = 8;

  function token() { return form.querySelector("[name=csrfmiddlewaretoken]").value; }

  function mb(octets) { return (octets / 1048576).toFixed(1) + " MB"; }

  function wait(seconds) { return new Promise(function (go) { window.setTimeout(go, seconds * 1000); }); }

  function Refused(words) { this.words = words; }

  // What the server says in words is for the person; anything else is a broken line and tried again.
  function answered(response) {
    if (response.redirected || response.status === 403) { throw new Refused("登录已过期，请刷新页面重新登录；已传的部分保留。"); }
    if (response.status === 400) {
      return response.json().then(function (told) { throw new Refused(told.says); });
    }
    if (!response.ok) { throw new Error("line"); }
    return response.json();
  }

  function again(act, tried) {
    return act().catch(function (error) {
      if (error instanceof Refused || tried >= TRIES || stopped) { throw error; }
      var seconds = Math.min(60, Math.pow(2, tried));
      says.textContent = "网络中断，" + seconds + " 秒后第 " + tried + " 次重试；已传的部分保留。";
      return wait(seconds).then(function () { return again(act, tried + 1); });
    });
  }

  function begin() {
    var given = new URLSearchParams();
    given.set("contract", form.querySelector("[name=contract]").value);
    given.set("kind", form.querySelector("[name=kind]:checked").value);
    given.set("name", file.files[0].name);
    given.set("size", String(file.files[0].size));
    return again(function () {
      return fetch(form.getAttribute("data-uploads"), {
        method: "POST", body: given, credentials: "same-origin", headers: { "X-CSRFToken": token() }
      }).then(answered);
    }, 1);
  }

  function send(told) {
    var chosen = file.files[0];
    var count = Math.ceil(chosen.size / told.size);
    var there = {};
    var began = Date.now();
    var sent = 0;
    told.there.forEach(function (number) { there[number] = true; });
    var done = told.there.length * told.size;

    function tell() {
      var now = Math.min(done, chosen.size);
      var rate = sent / Math.max(1, (Date.now() - began) / 1000);
      bar.value = Math.floor(100 * now / chosen.size);
      says.textContent = "已上传 " + mb(now) + " / " + mb(chosen.size) +
        (rate ? "，约还需 " + Math.ceil((chosen.size - now) / rate) + " 秒" : "");
    }

    function next(number) {
      if (stopped) { throw new Refused("已暂停。再按“上传并试校验”，从断开处继续。"); }
      if (number >= count) { return Promise.resolve(); }
      if (there[number]) { return next(number + 1); }
      var piece = chosen.slice(number * told.size, (number + 1) * told.size);
      return again(function () {
        return fetch(told.pieces + number + "/", {
          method: "PUT", body: piece, credentials: "same-origin",
          headers: { "X-CSRFToken": token(), "Content-Type": "application/octet-stream" }
        }).then(answered);
      }, 1).then(function () {
        done += piece.size;
        sent += piece.size;
        tell();
        return wait(0).then(function () { return next(number + 1); });
      });
    }

    tell();
    return next(0).then(function () { return told.page; });
  }

  function ready(busy) {
    shown.hidden = !busy;
    stop.hidden = !busy;
    window.setTimeout(function () { start.disabled = busy; }, 1);
  }

  stop.addEventListener("click", function () { stopped = true; });

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    stopped = false;
    problem.hidden = true;
    says.textContent = "正在开始。";
    ready(true);
    begin().then(send).then(function (page) { window.location.assign(page); }, function (error) {
      ready(false);
      problem.textContent = error instanceof Refused ? error.words : "网络一直不通，已传的部分保留。请稍后选择同一个文件继续上传。";
      problem.hidden = false;
    });
  });

  window.addEventListener("beforeunload", function (event) {
    if (!shown.hidden && bar.value < 100) { event.preventDefault(); event.returnValue = ""; }
  });
})();
