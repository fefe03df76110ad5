// Shows each choice at once, and copies the lines. Without it the form is sent and read as it is.
"use strict";
(() => {
  const form = document.getElementById("build");
  let waiting, asked = 0;

  const ready = () => document.querySelectorAll(".copy").forEach((button) => {
    button.hidden = !navigator.clipboard;
    button.onclick = async () => {
      const text = button.parentElement.querySelector("textarea");
      await navigator.clipboard.writeText(text.value).catch(() => text.select());
      button.textContent = button.dataset.done;
    };
  });

  const show = async () => {
    const mine = ++asked;
    const filled = [...new FormData(form)].filter(([, value]) => value);
    const address = form.action + "?" + new URLSearchParams(filled);
    const answer = await fetch(address).catch(() => null);
    if (!answer?.ok || mine !== asked) return;
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    const live = next.querySelector("[data-live]");
    if (live && mine === asked) {
      live.querySelectorAll("noscript").forEach((one) => one.remove());
      document.querySelector("[data-live]").replaceWith(document.importNode(live, true));
      history.replaceState(null, "", address);
      ready();
    }
  };

  document.getElementById("build-go").hidden = true;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 300);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  ready();
})();
