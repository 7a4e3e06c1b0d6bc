// The bell: how many notifications wait, asked for every 20 seconds while the page is looked at. The answer is the
// same for the side bar and for the bar of a narrow screen; 304 says that nothing has changed.
const EVERY = 20_000;
const TOO_LONG = 100;
const bells = [...document.querySelectorAll("[data-bell]")];
const title = document.title;
let shown = null;

async function ask() {
  if (document.hidden) return;
  try {
    const since = shown === null ? "" : `?since=${shown}`;
    const answer = await fetch(bells[0].dataset.bell + since, { headers: { Accept: "text/html" } });
    if (answer.status !== 200 || answer.redirected) return;
    shown = Number(answer.headers.get("X-Unread"));
    const inside = await answer.text();
    for (const bell of bells) bell.querySelector("[data-count]").innerHTML = inside;
    document.title = shown ? `(${shown < TOO_LONG ? shown : "99+"}) ${title}` : title;
  } catch {
    // Offline: the next round asks again.
  }
}

if (bells.length) {
  ask();
  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
}
