/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Puts the card into the page that shows an item, outside the article's own content, and hands clicks
   on its links to the module. Runs in a script world of its own. The card stands in a closed shadow
   tree: nothing of the page reaches into it. html is the card ("" takes it away), item says whose
   it is, trace asks for a report of what came to stand, for tests. Called again for the same item it
   fills in what has come meanwhile. */
(function (html, item, trace) {
  'use strict';
  const ID = 'siyaq-card';
  const PARTS = ['.head', '.summary', '.same', '.earlier'];
  const post = text => window.webkit.messageHandlers.siyaq.postMessage(text);
  const old = document.getElementById(ID);
  const article = document.querySelector('.item');
  const content = article && article.querySelector('#content');
  /* What this script put in before, known to its own world alone. */
  const kept = window.siyaqCard;

  if (html !== '' && old && kept && kept.host === old && kept.item === item) {
    update();
    return;
  }
  if (old)
    old.remove();
  if (html !== '') {
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'closed' });

    host.id = ID;
    root.innerHTML = html;
    window.siyaqCard = { host, root, item, parts: describe(root) };
    prepare(root);
    const follow = event => {
      const link = event.target.closest('a[data-to]');

      /* A click that a script of the page made up is none. */
      if (!link || !event.isTrusted || (event.type === 'keydown' && event.key !== 'Enter'))
        return;
      event.preventDefault();
      post(item + ' ' + link.dataset.to);
      /* A question is answered once. */
      if (link.closest('.ask'))
        link.closest('.ask').remove();
    };

    root.addEventListener('click', follow);
    root.addEventListener('keydown', follow);
    if (content && content.parentNode !== article)
      article.insertBefore(host, content.parentNode);
    else if (content)
      article.insertBefore(host, content);
    else
      document.body.insertBefore(host, document.body.firstChild);
    if (trace)
      report(host, root, false);
  } else if (trace)
    post('trace ' + JSON.stringify({ item, card: false }));

  /* As links they would show their inner address in the status bar and offer to open it in a tab. */
  function prepare(tree) {
    for (const link of tree.querySelectorAll('a[href]')) {
      link.dataset.to = link.getAttribute('href');
      link.removeAttribute('href');
      link.setAttribute('role', 'link');
      link.tabIndex = 0;
    }
  }

  function describe(tree) {
    return PARTS.map(part => { const element = tree.querySelector(part); return element ? element.outerHTML : ''; });
  }

  /* Puts in what has come since: the parts that say something else now, folds as open as they were. What
     the reader reads stays where it is on the screen, which this WebKit does not see to by itself. */
  function update() {
    const root = kept.root, fresh = document.createElement('template');

    fresh.innerHTML = html;
    const parts = describe(fresh.content);
    const height = kept.host.getBoundingClientRect().height;
    const top = content ? content.getBoundingClientRect().top : 0;

    if (parts.some((part, i) => (part === '') !== (kept.parts[i] === ''))) {
      root.innerHTML = html;
      prepare(root);
    } else
      PARTS.forEach((part, i) => {
        if (parts[i] === kept.parts[i])
          return;
        const before = root.querySelector(part), after = fresh.content.querySelector(part);
        const open = Array.from(before.querySelectorAll('details'), fold => fold.open);
        const folds = after.querySelectorAll('details');

        if (folds.length === open.length)
          folds.forEach((fold, k) => { fold.open = open[k]; });
        prepare(after);
        before.replaceWith(after);
      });
    kept.parts = parts;
    if (content && top < window.innerHeight) {
      window.scrollBy(0, content.getBoundingClientRect().top - top);
      /* Where the page cannot be scrolled that far the card keeps the height that it had. */
      if (content.getBoundingClientRect().top < top)
        kept.host.style.minHeight = height + 'px';
    }
    if (trace)
      report(kept.host, root, true);
  }

  function report(host, root, updated) {
    const place = element => {
      const box = element.getBoundingClientRect();
      return [box.x, box.y, box.width, box.height].map(Math.round);
    };
    const texts = selector => Array.from(root.querySelectorAll(selector), element => element.textContent.trim());
    const section = root.querySelector('section');
    const all = document.querySelectorAll('#' + ID);

    post('trace ' + JSON.stringify({
      item,
      card: true,
      updated,
      cards: all.length,
      before: old !== null,
      inContent: host.closest('#content') !== null,
      visible: host.getBoundingClientRect().height > 20,
      lang: section.lang,
      dir: section.dir,
      title: (document.querySelector('a.itemhead') || { textContent: '' }).textContent.trim(),
      article: (document.querySelector('#content') || { textContent: '' }).textContent.trim().slice(0, 400),
      regions: texts('.chip.region'),
      events: texts('.chip.event'),
      removed: texts('.removed .reason'),
      taken: texts('.removed blockquote'),
      end: texts('.end').join(' '),
      headings: texts('h3'),
      ask: texts('.ask'),
      problem: texts('.problem').join(' '),
      sent: texts('.sent').join(' '),
      contentTop: content ? Math.round(content.getBoundingClientRect().top) : null,
      summary: Array.from(root.querySelectorAll('.summary p[lang]'), p => [p.lang, p.dir, p.textContent]),
      same: Array.from(root.querySelectorAll('.same li'), li => li.textContent),
      earlier: texts('.earlier li'),
      links: Array.from(root.querySelectorAll('a[data-to]'), a => [a.dataset.to, place(a)]),
      folds: Array.from(root.querySelectorAll('summary'), s => [s.textContent.trim(), place(s)]),
      scroll: [window.scrollX, window.scrollY],
      font: getComputedStyle(section).fontSize,
    }));
  }
})
