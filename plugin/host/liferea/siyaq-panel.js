/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Puts the card into the page that shows an item, outside the article's own content, and hands clicks
   on its links to the module. Runs in a script world of its own. The card stands in a closed shadow
   tree: nothing of the page reaches into it. html is the card ("" takes it away), item says whose
   it is, trace asks for a report of what came to stand, for tests. */
(function (html, item, trace) {
  'use strict';
  const ID = 'siyaq-card';
  const post = text => window.webkit.messageHandlers.siyaq.postMessage(text);
  const old = document.getElementById(ID);

  if (old)
    old.remove();
  if (html !== '') {
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'closed' });
    const article = document.querySelector('.item');
    const content = article && article.querySelector('#content');

    host.id = ID;
    root.innerHTML = html;
    /* As links they would show their inner address in the status bar and offer to open it in a tab. */
    for (const link of root.querySelectorAll('a[href]')) {
      link.dataset.to = link.getAttribute('href');
      link.removeAttribute('href');
      link.setAttribute('role', 'link');
      link.tabIndex = 0;
    }
    const follow = event => {
      const link = event.target.closest('a[data-to]');

      /* A click that a script of the page made up is none. */
      if (!link || !event.isTrusted || (event.type === 'keydown' && event.key !== 'Enter'))
        return;
      event.preventDefault();
      post(item + ' ' + link.dataset.to);
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
      report(host, root);
  } else if (trace)
    post('trace ' + JSON.stringify({ item, card: false }));

  function report(host, root) {
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
