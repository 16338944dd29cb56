"use strict";
// Asks whether anything has changed, and shows it in place: where one has scrolled to stays.
(async () => {
  const said = document.querySelector("[role=status]");
  const pause = () => new Promise((done) => setTimeout(done, 1000));
  async function renew() {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const frame = document.querySelector("main iframe");
    const next = page.querySelector("main iframe");
    for (const part of ["header", "#about"]) {
      const focused = document.activeElement?.closest(part) && document.activeElement.getAttribute("href");
      document.querySelector(part).replaceWith(page.querySelector(part));
      if (focused) document.querySelector(`${part} a[href="${focused}"]`)?.focus();
    }
    if (frame && next && frame.className === next.className) {
      frame.title = next.title;
      frame.contentWindow.location.reload();
    } else {
      document.querySelector("main").replaceWith(page.querySelector("main"));
    }
    document.title = page.title;
    document.body.dataset.mark = page.body.dataset.mark;
  }
  for (;;) {
    try {
      const answer = await fetch("changes?" + document.body.dataset.mark, { cache: "no-store" });
      if (!answer.ok) throw new Error(answer.status);
      if ((await answer.text()) !== document.body.dataset.mark) await renew();
      said.textContent = "";
    } catch {
      said.textContent = "The preview does not answer any more: what you see may be old. It was ended, or the connection is gone.";
      await pause();
    }
  }
})();
