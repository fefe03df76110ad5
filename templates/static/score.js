// Scores while somebody types. Without it the form is sent and read as it is.
"use strict";
(() => {
  const form = document.getElementById("score");
  const text = document.getElementById("score-text");
  const file = document.getElementById("score-file");
  let waiting, asked = 0;

  const show = async () => {
    if (!text.value.trim() || file.files.length) return;
    const mine = ++asked;
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) })
      .catch(() => null);
    if (!answer || mine !== asked) return;
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    const live = next.querySelector("[data-live]");
    if (live && mine === asked) {
      document.querySelector("[data-live]").replaceWith(document.importNode(live, true));
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 500);
  });
})();
