// The writer's desk. The server judges and words every answer; this moves the answers into their places,
// keeps what is typed on the device, and hears the keys.
"use strict";
(() => {
  const desk = document.getElementById("desk");
  const [path, query] = desk.dataset.address.split("?");
  const at = (what) => path + "/" + what + (query ? "?" + query : "");
  const find = (selector, root = desk) => root.querySelector(selector);
  const all = (selector, root = desk) => [...root.querySelectorAll(selector)];
  const said = find("[data-said]");
  const kept = {
    key: (statement) => "patiented-desk:" + desk.dataset.address + ":" + statement,
    get: (statement) => { try { return JSON.parse(localStorage.getItem(kept.key(statement))); } catch { return null; } },
    set: (statement, value) => { try { localStorage.setItem(kept.key(statement), JSON.stringify(value)); } catch { /* not kept */ } },
    drop: (statement) => { try { localStorage.removeItem(kept.key(statement)); } catch { /* was not kept */ } },
  };
  const done = [];
  let now = null;

  const send = (what, data, signal) => fetch(at(what), {
    method: "POST",
    signal,
    headers: {
      "Content-Type": "application/json",
      "X-CSRFToken": document.querySelector('meta[name="csrf-token"]')?.content ?? "",
    },
    body: JSON.stringify(data),
  });
  const parsed = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
  const put = (fragment, names) => names.forEach((name) => {
    const part = find(`[data-part="${name}"]`, fragment);
    const place = name === "under" ? now.under : find(`[data-part="${name}"]`);
    if (part && place) place.replaceChildren(...document.adoptNode(part).childNodes);
  });
  const complain = async (answer) => {
    const told = await answer.json().catch(() => null);
    said.textContent = told?.message ?? answer.statusText;
  };

  // Marks stand behind the text that is typed, in the same letters.
  const paint = (place, text, marks) => {
    const points = [...text];
    const nodes = [];
    let end = 0;
    for (const [start, stop, kind] of marks.toSorted((a, b) => a[0] - b[0])) {
      if (start < end) continue;
      nodes.push(points.slice(end, start).join(""));
      const mark = document.createElement("mark");
      mark.className = kind;
      mark.textContent = points.slice(start, stop).join("");
      nodes.push(mark);
      end = stop;
    }
    place.replaceChildren(...nodes, points.slice(end).join("") + "\n");
  };
  const fit = () => {
    now.area.style.height = "auto";
    now.area.style.height = now.area.scrollHeight + "px";
  };

  let asking, waiting;
  const attempt = async () => {
    const mine = now;
    if (!mine) return;
    asking?.abort();
    asking = new AbortController();
    const started = performance.now();
    const text = mine.area.value;
    let answer, fragment;
    try {
      answer = await send("try", { statement: mine.data.statement, text, confirmed: mine.confirmed }, asking.signal);
      fragment = answer.ok && await parsed(answer);
    } catch (error) {
      if (error.name !== "AbortError") said.textContent = desk.dataset.offline;
      return;
    }
    if (mine !== now) return;
    if (!answer.ok) return complain(answer);
    said.textContent = "";
    const tried = JSON.parse(fragment.dataset.tried);
    const compares = find(".sides", mine.under)?.open;
    put(fragment, ["under", "why", "level"]);
    find(".sides", mine.under)?.toggleAttribute("open", compares ?? false);
    paint(mine.back, text, tried.marks);
    paint(mine.source, mine.source.textContent.replace(/\n$/, ""), tried.sourceMarks.map((span) => [...span, "changed"]));
    mine.save.disabled = !tried.canSave;
    find(`[data-cell="${mine.row.id}"]`)?.setAttribute("class", "heat-" + tried.heat);
    // From the last key to what it changed on the page.
    performance.measure("desk-key", { start: mine.typedAt ?? started });
    desk.dataset.tried = tried.statement + " " + text;
    if (mine.hurried && tried.canSave) mine.save.click();
    mine.hurried = false;
  };
  const typed = () => {
    now.typedAt = performance.now();
    fit();
    // What is still on its way judges a text that is gone.
    asking?.abort();
    now.hurried = false;
    now.save.disabled = true;
    kept.set(now.data.statement, { text: now.area.value, confirmed: now.confirmed, base: now.data.base });
    paint(now.back, now.area.value, []);
    clearTimeout(waiting);
    waiting = setTimeout(attempt, 40);
  };
  const type = (text) => {
    now.area.value = text;
    typed();
    now.area.focus();
  };

  const button = (word, action, title) => {
    const one = document.createElement("button");
    one.type = "button";
    one.className = "way";
    one.textContent = word;
    one.onclick = action;
    if (title) one.title = title;
    return one;
  };

  const close = () => {
    if (!now) return;
    const { row, say, editor } = now;
    paint(now.source, now.source.textContent.replace(/\n$/, ""), []);
    editor.remove();
    say.hidden = false;
    row.removeAttribute("data-now");
    find(`[data-cell="${row.id}"]`)?.removeAttribute("data-now");
    now = null;
    asking?.abort();
    return row;
  };

  const open = (row) => {
    if (now?.row === row) return;
    close();
    const data = JSON.parse(row.dataset.row);
    const draft = kept.get(data.statement);
    const editor = document.createElement("div");
    const box = document.createElement("div");
    const back = document.createElement("div");
    const area = document.createElement("textarea");
    const under = document.createElement("div");
    const ways = document.createElement("p");
    box.className = "editor";
    back.className = "editor-back";
    back.setAttribute("aria-hidden", "true");
    area.setAttribute("aria-label", row.getAttribute("aria-label"));
    area.spellcheck = true;
    area.value = draft?.text ?? (data.draft || data.wording || data.text || find("[data-source]", row).textContent);
    ways.className = "editor-ways";
    const words = document.getElementById("desk-words").dataset;
    const save = button(words.save, () => store({ text: area.value, confirmed: now.confirmed }));
    save.disabled = true;
    if (data.mayLeaveOut) ways.append(button(words.leave, () => {
      const reason = window.prompt(words.reason);
      if (reason) store({ omit: reason });
    }));
    if (data.wording || data.omit) ways.append(button(words.clear, () => store({ clear: true })));
    ways.append(button(words.close, () => { kept.drop(data.statement); refresh(close()); }), save);
    box.append(back, area);
    editor.append(box, under, ways);
    const say = find("[data-say]", row);
    say.hidden = true;
    say.after(editor);
    row.setAttribute("data-now", "");
    find(`[data-cell="${row.id}"]`)?.setAttribute("data-now", "");
    now = { row, data, editor, area, back, under, save, say, source: find("[data-source]", row), confirmed: draft?.confirmed ?? data.confirmed };
    area.addEventListener("input", typed);
    fit();
    area.focus();
    attempt();
    suggest(now);
  };

  const suggest = async (mine) => {
    find('[data-part="suggested"]').replaceChildren();
    find('[data-part="drafted"]')?.replaceChildren();
    const answer = await send("suggest", { statement: mine.data.statement }).catch(() => null);
    if (answer?.ok && mine === now) {
      const fragment = await parsed(answer);
      if (mine === now) find('[data-part="suggested"]').replaceChildren(...document.adoptNode(fragment).childNodes);
    }
  };

  const draft = async () => {
    const mine = now, place = find('[data-part="drafted"]');
    if (!mine || !place) return;
    place.textContent = desk.dataset.drafting;
    const answer = await send("draft", { statement: mine.data.statement }).catch(() => null);
    if (mine !== now) return;
    place.replaceChildren();
    if (!answer?.ok) return answer ? complain(answer) : (said.textContent = desk.dataset.offline);
    const offers = all(".offer", await parsed(answer));
    place.replaceChildren(...offers.map((one) => document.adoptNode(one)));
    if (!offers.length) place.textContent = desk.dataset.undrafted;
  };

  const refresh = (row) => {
    if (!row) return;
    const { statement } = JSON.parse(row.dataset.row);
    find("[data-kept]", row).hidden = !kept.get(statement);
  };

  const store = async (wanted, row = now.row, data = now.data, isUndo = false) => {
    said.textContent = "";
    let answer;
    try {
      answer = await send("save", { statement: data.statement, base: data.base, ...wanted });
    } catch {
      said.textContent = desk.dataset.offline;
      return;
    }
    const mine = now?.row === row;
    if (answer.status === 409) return meet(await parsed(answer), wanted);
    if (!answer.ok) return complain(answer);
    const fragment = await parsed(answer);
    if (!isUndo) {
      done.push({ id: row.id, wording: data.wording, omit: data.omit, confirmed: data.confirmed });
    }
    find("[data-undo]").disabled = done.length === 0;
    kept.drop(data.statement);
    if (mine) close();
    const fresh = document.adoptNode(find('[data-part="row"]', fragment).firstElementChild);
    row.replaceWith(fresh);
    put(fragment, ["ready", "level"]);
    said.textContent = isUndo ? desk.dataset.undone : desk.dataset.saved;
    find("[data-open]", fresh).focus();
  };

  const meet = (box, wanted) => {
    const met = JSON.parse(box.dataset.met);
    now.under.prepend(document.adoptNode(box));
    find("[data-theirs]", now.under).onclick = () => {
      now.data.base = met.base;
      box.remove();
      type(met.text);
    };
    find("[data-mine]", now.under).onclick = () => {
      now.data.base = met.base;
      box.remove();
      store(wanted);
    };
  };

  const undo = () => {
    const last = done.pop();
    if (!last) return;
    const row = document.getElementById(last.id);
    const before = last.wording ? { text: last.wording, confirmed: last.confirmed } : last.omit ? { omit: last.omit } : { clear: true };
    store(before, row, JSON.parse(row.dataset.row), true);
  };

  // Who saves before the answer is there has it saved when the answer allows it.
  const save = () => {
    if (!now) return;
    if (now.save.disabled) now.hurried = true;
    else now.save.click();
  };
  const press = (selector) => find(selector)?.click();
  const next = (step) => {
    const rows = all(".row");
    const place = now ? rows.indexOf(now.row) : -1;
    const row = rows[place + step];
    if (row) {
      row.scrollIntoView({ block: "center" });
      open(row);
    }
  };
  const hardest = () => {
    // As it is now, not as it was when the page came.
    const cells = all("[data-cell]");
    const heat = (cell) => Number(cell.getAttribute("class").slice(5));
    const top = Math.max(...cells.map(heat));
    const length = (cell) => [...cell.querySelectorAll(".heat-bar")].reduce((sum, bar) => sum + Number(bar.getAttribute("width")), 0);
    const cell = cells.filter((one) => heat(one) === top).toSorted((a, b) => length(b) - length(a))[0];
    const row = cell && document.getElementById(cell.dataset.cell);
    if (row) {
      row.scrollIntoView({ block: "center" });
      open(row);
    }
  };

  desk.addEventListener("click", (event) => {
    const target = event.target.closest("button, a, [data-say]");
    if (!target) return;
    const row = target.closest(".row");
    const { repair, confirm, swap } = target.dataset;
    if (target.matches("[data-open], [data-say]")) open(row);
    else if (repair !== undefined) type(repair);
    else if (confirm !== undefined) {
      now.confirmed = [...now.confirmed, confirm];
      typed();
    } else if (swap !== undefined && now) type(now.area.value.replace(swap, target.dataset.for));
    else if (target.matches("[data-take]")) type(find("[data-text]", target.closest(".offer")).textContent);
    else if (target.matches("[data-draft]")) draft();
    else if (target.matches("[data-undo]")) undo();
    else if (target.matches("[data-hardest]")) {
      event.preventDefault();
      hardest();
    } else if (target.matches("a[href^='#row-']")) {
      const one = document.getElementById(target.getAttribute("href").slice(1));
      if (one) open(one);
    }
  });

  document.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    const act = (action) => {
      event.preventDefault();
      action();
    };
    if ((event.ctrlKey || event.metaKey) && key === "s") act(save);
    else if (event.altKey && event.code === "KeyH") act(hardest);
    else if (event.altKey && event.code === "KeyF") act(() => press("[data-repair]"));
    else if (event.altKey && event.code === "KeyM") act(draft);
    else if (event.altKey && event.code === "KeyO") act(() => press("[data-confirm]"));
    else if (event.altKey && /^Digit[1-3]$/.test(event.code)) act(() => all("[data-take]")[Number(event.code[5]) - 1]?.click());
    else if (event.altKey && key === "arrowdown") act(() => next(1));
    else if (event.altKey && key === "arrowup") act(() => next(-1));
    else if (key === "escape" && now) {
      const row = close();
      refresh(row);
      find("[data-open]", row).focus();
    }
  });
  window.addEventListener("online", attempt);
  all(".row").forEach(refresh);
})();
