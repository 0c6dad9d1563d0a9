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
    root.addEventListener('click', event => {
      const link = event.target.closest('a[href]');

      if (!link)
        return;
      event.preventDefault();
      /* A click that a script of the page made up is none. */
      if (event.isTrusted)
        post(item + ' ' + link.getAttribute('href'));
    });
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
      inContent: host.closest('#content') !== null,
      visible: host.getBoundingClientRect().height > 20,
      lang: section.lang,
      dir: section.dir,
      title: (document.querySelector('a.itemhead') || { textContent: '' }).textContent.trim(),
      article: (document.querySelector('#content') || { textContent: '' }).textContent.trim().slice(0, 400),
      regions: texts('.chip.region'),
      events: texts('.chip.event'),
      removed: texts('.removed .reason'),
      end: texts('.end').join(' '),
      headings: texts('h3'),
      summary: Array.from(root.querySelectorAll('.summary p[lang]'), p => [p.lang, p.dir, p.textContent]),
      same: Array.from(root.querySelectorAll('.same li'), li => li.innerText),
      earlier: texts('.earlier li'),
      links: Array.from(root.querySelectorAll('a[href]'), a => [a.getAttribute('href'), place(a)]),
      folds: Array.from(root.querySelectorAll('summary'), s => [s.textContent.trim(), place(s)]),
      scroll: [window.scrollX, window.scrollY],
      font: getComputedStyle(section).fontSize,
    }));
  }
})
