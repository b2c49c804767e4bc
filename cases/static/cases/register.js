// The register form with script: what is typed is saved as a draft, the number fills in sex and
// birth, and the keyboard alone is enough. Without script the form does all the same by its buttons.
"use strict";

(() => {
  const form = document.querySelector("form.register");
  const texts = JSON.parse(document.getElementById("register-texts").textContent);
  const part = (name) => form.querySelector(`[data-${name}]`);
  const field = (name) => form.elements[name];
  const EVERY = 4000; // milliseconds between two savings while somebody types

  // Saving

  let dirty = false;
  let saving = null; // the saving under way, which the next one and the sending wait for
  let stopped = false; // another window has the draft, or the form is being sent

  const say = (text, trouble = false) => {
    const place = part("saved");
    place.textContent = text;
    place.classList.toggle("bad", trouble);
  };

  const lead = (address, text) => {
    const link = document.createElement("a");
    link.href = address;
    link.textContent = text;
    part("saved").replaceChildren(link);
  };

  const show = (answer) => {
    field("revision").value = answer.revision;
    say(answer.saved);
    if (!location.search.includes("draft=")) history.replaceState(null, "", answer.address);
    if (answer.login) {
      lead(answer.login, texts.login);
      return;
    }
    const warnings = part("warnings");
    warnings.hidden = !answer.warnings.length;
    warnings.replaceChildren(...answer.warnings.map((sentence) => {
      const line = document.createElement("p");
      line.textContent = sentence;
      return line;
    }));
    for (const [name, value] of Object.entries(answer.filled)) {
      const one = field(name);
      if (value && (!one.value || name === "id_type")) one.value = value;
    }
    for (const [name, sentences] of Object.entries(answer.errors)) mark(name, sentences);
  };

  const mark = (name, sentences) => {
    const place = form.querySelector(`.field-${name}`);
    let list = place.querySelector(".errorlist");
    place.classList.toggle("wrong", sentences.length > 0);
    if (!list && sentences.length) {
      list = document.createElement("ul");
      list.className = "errorlist";
      list.setAttribute("role", "alert");
      place.append(list);
    }
    if (list) {
      list.replaceChildren(...sentences.map((sentence) => {
        const line = document.createElement("li");
        line.textContent = sentence;
        return line;
      }));
      if (!sentences.length) list.remove();
    }
  };

  const send = async () => {
    dirty = false;
    try {
      const answer = await fetch(texts.save, { method: "POST", body: new FormData(form) });
      const words = await answer.json();
      if (answer.status === 409) {
        stopped = true;
        if (words.address) lead(words.address, words.refused);
        else say(words.refused, true);
      } else show(words);
    } catch {
      dirty = true;
      say(texts.away, true);
    }
  };

  const save = () => {
    if (stopped || saving || !dirty) return saving;
    saving = send().finally(() => { saving = null; });
    return saving;
  };

  form.addEventListener("input", () => { dirty = true; });
  form.addEventListener("change", () => { dirty = true; setTimeout(save, 150); });
  setInterval(save, EVERY);
  addEventListener("pagehide", () => {
    if (dirty && !stopped) navigator.sendBeacon(texts.save, new FormData(form));
  });
  let sent = false;
  form.addEventListener("submit", async (event) => {
    if (sent) { event.preventDefault(); return; } // pressed twice
    stopped = true;
    if (saving) {
      event.preventDefault();
      await saving;
      form.requestSubmit(event.submitter);
      return;
    }
    sent = true;
  });
  addEventListener("pageshow", (event) => { if (event.persisted) { sent = stopped = false; } });

  // The keyboard alone

  const groups = [...form.querySelectorAll("div.choices")];
  for (const group of groups) {
    const boxes = [...group.querySelectorAll("input[type=checkbox]")];
    const rove = (to) => boxes.forEach((box) => { box.tabIndex = box === to ? 0 : -1; });
    rove(boxes[0]);
    boxes.forEach((box, place) => {
      const digit = place < 9 ? String(place + 1) : "0-="[place - 9];
      const hint = document.createElement("kbd");
      hint.textContent = digit;
      hint.setAttribute("aria-hidden", "true");
      box.after(hint);
      box.dataset.digit = digit;
      box.addEventListener("focus", () => rove(box));
    });
    group.addEventListener("keydown", (event) => {
      const place = boxes.indexOf(event.target);
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      if (step) {
        boxes[(place + step + boxes.length) % boxes.length].focus();
        event.preventDefault();
      } else if (!event.ctrlKey && !event.altKey && !event.metaKey) {
        const meant = boxes.find((box) => box.dataset.digit === event.key);
        if (meant) { meant.click(); event.preventDefault(); }
      }
    });
  }

  const stops = () => [...form.querySelectorAll("input, select, textarea")].filter((one) =>
    one.type !== "hidden" && one.tabIndex >= 0 && !one.closest("details:not([open])"));
  // What has a value needs no visit; a list of ticks is visited, for nothing ticked is a value, too.
  const needs = (one) => {
    if (one.type === "checkbox") return one.closest("div.choices");
    if (one.name.startsWith("organ") && field("stage").value === "not_started") return false;
    return !one.value;
  };
  const next = (from) => {
    const all = stops();
    const rest = all.slice(all.indexOf(from) + 1);
    return rest.find(needs) || part("register");
  };
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    if (event.ctrlKey) {
      event.preventDefault();
      form.requestSubmit(part("register"));
    } else if (event.target.matches("input, select")) {
      event.preventDefault();
      next(event.target).focus();
    }
  });
  part("keys").hidden = false;

  // What follows from what was typed

  const options = document.getElementById("causes");
  const all = [...options.children];
  let usual = "";
  const causesOf = () => {
    const names = texts.causes[field("matter").value];
    options.replaceChildren(...(names ? names.map((name) => new Option(name, name)) : all));
    const cause = field("cause");
    if (cause.value && cause.value !== usual) return;
    usual = names && field("matter").value !== "other" ? names[0] : "";
    cause.value = usual;
  };
  field("matter").addEventListener("change", causesOf);

  // Who handles a case follows from its stage; what was chosen otherwise stays.
  let organ = ["", ""];
  field("stage").addEventListener("change", () => {
    const here = [field("organ_kind").value, field("organ").value];
    if (here.join() !== organ.join()) return;
    const stage = field("stage").value;
    const kind = texts.organs[stage] || "";
    organ = [kind, texts.here.includes(stage) ? texts.court : ""];
    [field("organ_kind").value, field("organ").value] = organ;
  });

  const urgent = () => {
    const days = (Date.parse(field("limitation_on").value) - Date.parse(texts.today)) / 86400000;
    part("urgent").hidden = !(days >= 0 && days < 7);
  };
  field("limitation_on").addEventListener("input", urgent);
  urgent();

  const rows = form.querySelector(".rows tbody");
  rows.addEventListener("input", () => {
    const last = rows.rows[rows.rows.length - 1];
    if (![...last.querySelectorAll("input")].some((one) => one.value)) return;
    const fresh = last.cloneNode(true);
    const number = rows.rows.length + 1;
    fresh.querySelectorAll("input").forEach((one) => {
      one.value = "";
      one.setAttribute("aria-label", one.getAttribute("aria-label").replace(/\d+$/, String(number)));
    });
    rows.append(fresh);
  });
})();
