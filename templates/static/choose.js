// Changes who the page speaks to without loading it anew: what differs is exchanged (`data-part`), the
// place in the text and the focus stay, the change is announced, and the address says what is shown.
const who = document.getElementById("who");

// What was at the top of the window: the heading last passed, or the top of the page.
const placeNow = () => [...document.querySelectorAll(".edition [id]:is(h2, h3, h4)")]
  .filter((heading) => heading.checkVisibility() && heading.getBoundingClientRect().top < 120)
  .map((heading) => [heading.id, heading.getBoundingClientRect().top]);

const returnTo = (passed) => {
  for (const [id, top] of passed.reverse()) {
    const heading = document.getElementById(id);
    if (heading) {
      window.scrollBy({ top: heading.getBoundingClientRect().top - top, behavior: "instant" });
      return;
    }
  }
};

const exchange = (next) => {
  every("[data-part]", (part) => {
    const other = next.querySelector(`[data-part="${part.dataset.part}"]`);
    if (other) {
      part.replaceWith(document.adoptNode(other));
    }
  });
  const form = next.getElementById("who");
  every("#who .choice", (card) => {
    const input = card.querySelector("input");
    const other = form.querySelector(`input[value="${CSS.escape(input.value)}"]`);
    input.checked = other.checked;
    card.querySelector(".choice-now")?.remove();
    card.append(...[other.closest(".choice").querySelector(".choice-now")].filter(Boolean));
  });
  every("[data-choose]", (link) => {
    const current = form.querySelector("input:checked").value === link.dataset.choose;
    link.toggleAttribute("aria-current", current);
    if (current) {
      link.setAttribute("aria-current", "true");
    }
  });
  const canonical = 'link[rel="canonical"]';
  document.querySelector(canonical)?.setAttribute("href", next.querySelector(canonical)?.href ?? "");
  document.title = next.title;
  return form.dataset.said;
};

let wanted = "";
const show = async (url, keep) => {
  wanted = url;
  who.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" } });
    if (!answer.ok) {
      throw new Error(answer.status);
    }
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (wanted !== url) {
      return; // Another choice came first.
    }
    const passed = placeNow();
    const focused = document.activeElement;
    const kept = focused?.closest("[data-part]") && focused.closest("nav")?.id;
    const said = exchange(next);
    keep?.(url);
    shown();
    returnTo(passed);
    if (kept) {
      document.querySelector(`#${kept} [data-choose]`)?.focus({ preventScroll: true });
    }
    who.querySelector("[role=status]").textContent = said;
  } catch {
    location.assign(url); // The page itself says what is wrong.
  } finally {
    who.removeAttribute("aria-busy");
  }
};

if (who) {
  const push = (url) => history.pushState(null, "", url);
  let waiting;
  who.querySelector(".who-go").hidden = true;
  who.querySelector("[data-script]").hidden = false;
  who.addEventListener("submit", (event) => event.preventDefault());
  who.addEventListener("change", (event) => {
    // Arrow keys pass over choices: wait until one stays.
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      store.set("audience", event.target.value);
      show(event.target.dataset.url, push);
    }, 250);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-choose]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      link.closest("[popover]")?.hidePopover();
      store.set("audience", link.dataset.choose);
      show(link.href, push);
    }
  });
  window.addEventListener("popstate", () => show(location.href));
  // An address that names no reader shows the one chosen last on this device.
  const last = store.get("audience");
  const input = last && who.querySelector(`input[value="${CSS.escape(last)}"]:not(:checked)`);
  if (input && !("chosen" in who.dataset)) {
    show(input.dataset.url, (url) => history.replaceState(null, "", url));
  }
}
