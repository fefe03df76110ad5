// The desk of a source: keeps what is typed on the device, warns before it would be lost, shows the place of a fault.
"use strict";
(() => {
  const desk = document.getElementById("source");
  const area = document.getElementById("source-text");
  const form = area.form;
  if (!("open" in desk.dataset)) return;
  const find = (selector) => desk.querySelector(selector);
  const key = "patiented-source:" + desk.dataset.address;
  const base = form.elements.base.value;
  const read = () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const keep = () => { try { localStorage.setItem(key, JSON.stringify({ base, text: area.value })); } catch { /* not kept */ } };
  const drop = () => { try { localStorage.removeItem(key); } catch { /* was not kept */ } };

  // A page that answers a check holds a text that is not saved, though nobody has typed in it since.
  const opened = area.value;
  const isChecked = form.elements.token.value !== "";
  let unsaved = isChecked && !find("[data-save]").disabled, leaving = false;
  if ("saved" in desk.dataset) drop();
  const kept = read();
  const box = find("[data-kept]");
  if (kept && kept.text !== opened && !isChecked) box.hidden = false;
  find("[data-take]").onclick = () => {
    area.value = kept.text;
    box.hidden = true;
    typed();
    area.focus();
  };
  find("[data-drop]").onclick = () => {
    drop();
    box.hidden = true;
    area.focus();
  };

  const save = find("[data-save]");
  const could = !save.disabled;
  const typed = () => {
    unsaved = unsaved || area.value !== opened;
    save.disabled = !could || area.value !== opened;
    keep();
  };
  area.addEventListener("input", typed);
  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved && !leaving) event.preventDefault();
  });

  desk.addEventListener("click", (event) => {
    const link = event.target.closest("[data-line]");
    if (!link) return;
    event.preventDefault();
    const lines = area.value.split("\n");
    const line = Number(link.dataset.line) - 1;
    const before = lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0);
    // Columns are counted in characters, places in a field in halves of them.
    const place = before + [...(lines[line] ?? "")].slice(0, Number(link.dataset.column) - 1).join("").length;
    area.focus();
    area.setSelectionRange(place, Math.min(place + 1, before + (lines[line] ?? "").length));
    area.scrollTop = Math.max(0, (line - 5) * parseFloat(getComputedStyle(area).lineHeight));
    area.scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      form.requestSubmit(save.disabled ? find('[value="check"]') : save);
    }
  });
})();
