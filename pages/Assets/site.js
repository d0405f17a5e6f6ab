// Every page works without this script. It adds leaving at once, live updates, and a warning before the sign-in ends.
(() => {
  "use strict";
  const words = document.getElementById("words").dataset;
  const account = document.getElementById("account")?.dataset;

  // Leaving: /exit ends the session, and replace() keeps this page out of reach of the back button.
  const exit = () => { document.documentElement.hidden = true; location.replace("/exit"); };
  document.addEventListener("click", e => { if (e.target.closest("[data-exit]")) { e.preventDefault(); exit(); } });
  let escapes = [];
  addEventListener("keydown", e => {
    if (e.key !== "Escape") { escapes = []; return; }
    escapes = [...escapes.filter(at => e.timeStamp - at < 2000), e.timeStamp];
    if (escapes.length >= 3) exit();
  });
  // A page that the browser restores from memory is loaded again, since the sign-in may have ended meanwhile.
  addEventListener("pageshow", e => { if (e.persisted) location.reload(); });

  // A second tap does not send a form again; the server would take it for a repeat anyway.
  addEventListener("submit", e => {
    if (e.target.dataset.sent && Date.now() - e.target.dataset.sent < 15000) e.preventDefault();
    e.target.dataset.sent = Date.now();
  });

  const bar = (id, text, role, ...buttons) => {
    document.getElementById(id)?.remove();
    const box = document.createElement("div");
    box.id = id; box.className = "bar"; box.setAttribute("role", role);
    const say = document.createElement("span");
    say.textContent = text;
    box.append(say, ...buttons.map(([label, act]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.onclick = act;
      button.className = act === exit ? "danger" : "";
      return button;
    }));
    document.body.append(box);
    return box;
  };

  // Live updates: the stream says only that something changed, so the page itself is fetched again.
  const main = document.getElementById("main");
  let touched = false;
  main.addEventListener("input", () => { touched = true; });
  const ask = () => bar("news", words.changed, "status", [words.show, refresh]);
  const refresh = async () => {
    document.getElementById("news")?.remove();
    touched = false;
    const answer = await fetch(location.href, { headers: { "X-Background": "1" }, redirect: "error" })
      .catch(() => null);
    if (answer?.status === 401) return location.replace("/signed-out");
    if (!answer?.ok) return bar("news", words.lost, "status", [words.show, () => location.reload()]);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("main");
    // Somebody began to type during the fetch: ask before replacing what was typed.
    if (touched) return ask();
    // Sections that were open stay open. They are recognised by the text of their summary, so that no other opens.
    const name = d => d.querySelector("summary").textContent + (d.closest("[data-of]")?.dataset.of ?? "");
    const open = new Set([...main.querySelectorAll("details[open]")].map(name));
    main.replaceChildren(...fresh.childNodes);
    main.querySelectorAll("details").forEach(d => { d.open ||= open.has(name(d)); });
  };
  let soon;
  const listen = address => {
    // The browser resumes a broken stream by itself, from the last event that it has seen, but gives up for good after
    // an error response, as while a service restarts. Then this listens again.
    const news = new EventSource(address);
    news.addEventListener("changed", () => {
      // Several events in a row cause one refresh.
      clearTimeout(soon);
      soon = setTimeout(() => touched ? ask() : refresh(), 200);
    });
    news.addEventListener("error", () => {
      if (news.readyState !== EventSource.CLOSED) return;
      setTimeout(async () => { if (!touched) await refresh(); listen(address); }, 5000);
    });
  };
  (main.dataset.live ?? "").split(" ").filter(Boolean).forEach(listen);

  // The sign-in ends when nobody is active; a key press or a tap counts as activity.
  if (account?.idle) {
    const idle = account.idle * 1000, warn = 120000;
    let last = Date.now(), told = last;
    // Activity in one tab counts for all of them.
    const tabs = new BroadcastChannel("there");
    tabs.onmessage = () => { last = Date.now(); document.getElementById("idle")?.remove(); };
    const stay = async () => {
      document.getElementById("idle")?.remove();
      last = told = Date.now();
      tabs.postMessage(0);
      const answer = await fetch("/stay", { method: "POST", redirect: "error" }).catch(() => null);
      if (answer && !answer.ok) location.replace("/signed-out");
    };
    for (const sign of ["keydown", "pointerdown"]) addEventListener(sign, () => {
      if (document.getElementById("idle")) return;
      last = Date.now();
      if (last - told > 60000) stay(); else tabs.postMessage(0);
    });
    // Nobody was active in any tab: hide this page and sign out.
    const end = async () => {
      document.documentElement.hidden = true;
      await fetch("/sign-out", { method: "POST", redirect: "manual", keepalive: true }).catch(() => null);
      location.replace("/signed-out");
    };
    const watch = setInterval(() => {
      const left = last + idle - Date.now();
      if (left <= 0) { clearInterval(watch); end(); }
      else if (left <= warn && !document.getElementById("idle"))
        bar("idle", words.idle, "alertdialog", [words.stay, stay], [words.leave, exit]).querySelector("button").focus();
    }, 1000);
  }
})();
