# SPDX-License-Identifier: GPL-2.0-or-later
"""The templates of the third set's outlets.

Each takes the headline, the body as pairs of kind and words, the address, a running number, the time and the reports
that came before (headline, outlet, paragraphs), and gives the item's HTML as such a system writes it into a feed.
"""

import html


def e(text):
    return html.escape(text, False)


def blocks(body, extra=None, tag="p", attributes=""):
    """The body as markup; extra[N] follows its Nth line."""
    extra, out, within = extra or {}, [], None
    for n, (kind, text) in enumerate(body):
        group = {"li": "ul", "row": "table"}.get(kind)
        if group != within:
            out.append(("</%s>" % within if within else "") + ("<%s>" % group if group else ""))
            within = group
        if kind == "li":
            out.append("<li>%s</li>" % e(text))
        elif kind == "row":
            out.append("<tr>%s</tr>" % "".join("<td>%s</td>" % e(cell.strip()) for cell in text.split("|")))
        elif kind == "quote":
            out.append("<blockquote><p>%s</p></blockquote>" % e(text))
        elif kind == "h3":
            out.append("<h3>%s</h3>" % e(text))
        else:
            out.append("<%s%s>%s</%s>" % (tag, attributes, e(text), tag))
        if n in extra:
            out.append(("</%s>" % within if within else "") + extra[n])
            within = None
        out.append("\n")
    return "".join(out) + ("</%s>" % within if within else "")


def plateau(title, body, url, n, when, others):
    """WordPress with its block editor, Jetpack's related posts and the footer of its feeds."""
    also = {1: '<p class="has-text-align-left"><strong>ALSO READ:</strong> <a href="https://plateaupost.example/?p=%d">Inside the village that '
               'moved its own road</a></p>' % (n + 900)} if n % 3 else {}
    return ('<figure class="wp-block-image size-large"><img decoding="async" src="https://plateaupost.example/wp-content/uploads/%d.jpg" alt=""/>'
            '<figcaption class="wp-element-caption">A view of the area, taken earlier this year. Photo: Plateau Post/R. Demir</figcaption></figure>\n' % n
            + blocks(body, also, attributes=' class="wp-block-paragraph"')
            + '<div class="sharedaddy sd-sharing-enabled"><div class="robots-nocontent sd-block sd-social"><h3 class="sd-title">Share this:</h3>'
              '<ul><li><a href="%s?share=bluesky">Click to share on Bluesky (Opens in new window) Bluesky</a></li><li><a href="%s?share=mail">Click to '
              'email a link to a friend (Opens in new window) Email</a></li></ul></div></div>' % (url, url)
            + '<div id="jp-relatedposts" class="jp-relatedposts"><h3 class="jp-relatedposts-headline"><em>Related</em></h3></div>'
            + ('<h4>You may also like</h4><ul><li><a href="/a">A bakery at the end of the line</a></li><li><a href="/b">Why the museum closes on '
               'Thursdays</a></li></ul>' if n % 2 else '')
            + '<p>The post <a href="%s">%s</a> appeared first on <a href="https://plateaupost.example">Plateau Post</a>.</p>' % (url, e(title)))


def civic(title, body, url, n, when, others):
    """Drupal, every field printed."""
    return ('<span class="field field--name-title field--type-string field--label-hidden">%s</span>\n' % e(title)
            + '<span class="field field--name-uid field--type-entity-reference field--label-hidden"><a title="View user profile." href="/user/%d" '
              'class="username">%s</a></span>\n' % (n % 5 + 2, ("mreyes", "tbell", "newsdesk")[n % 3])
            + '<span class="field field--name-created field--type-created field--label-hidden">%s/%s/%s - %s</span>\n' % (when[5:7], when[8:10], when[:4], when[11:16])
            + '<div class="field field--name-field-image"><img src="/sites/default/files/%d.jpg" alt="" typeof="foaf:Image"><div class="image-field-caption">'
              '<p>Civic Ledger file photo</p></div></div>' % n
            + '<div class="clearfix text-formatted field field--name-body field--type-text-with-summary field--label-hidden field__item">%s</div>\n' % blocks(body)
            + '<div class="field field--name-field-tags field--label-above"><div class="field__label">Tags</div><div class="field__items"><div class="field__item">'
              '<a href="/tags/world">World</a></div><div class="field__item"><a href="/tags/%d">Front page</a></div></div></div>' % n
            + '<ul class="links inline"><li class="node-readmore"><a href="%s" rel="tag">Read more<span class="visually-hidden"> about %s</span></a></li>'
              '<li class="comment-forbidden"><a href="/user/login">Log in</a> or <a href="/user/register">register</a> to post comments</li></ul>' % (url, e(title)))


def twofold(title, body, url, n, when, others):
    """Blogger, with paragraphs that are line breaks."""
    picture = ('<table align="center" class="tr-caption-container"><tbody><tr><td><img border="0" src="https://img.twofold.example/%d.jpg" width="400"></td></tr>'
               '<tr><td class="tr-caption" style="text-align: center;">Picture by the author; click to enlarge</td></tr></tbody></table>' % n) if n % 2 else ''
    text = "<br /><br />".join(e(t) for k, t in body) if all(k == "p" for k, t in body) else blocks(body, tag="div")
    return ('<div dir="ltr" style="text-align: left;" trbidi="on">' + picture + text + '</div>'
            + '<div class="post-footer"><span class="post-author vcard">Posted by Ignatius Kell</span> <span class="post-timestamp">at %s</span> '
              '<span class="post-comment-link"><a href="%s#comment-form">No comments:</a></span></div>' % (when[11:16], url)
            + '<div class="post-share-buttons"><a href="#">Email This</a><a href="#">BlogThis!</a><a href="#">Share to X</a><a href="#">Share to Pinterest</a></div>'
            + '<span class="post-labels">Labels: <a href="#">news</a>, <a href="#">notebook</a></span>'
            + '<img src="https://feeds.twofold.example/~r/twofold/~4/%d" height="1" width="1" alt=""/>' % n)


def mondaymap(title, body, url, n, when, others):
    """A newsletter of a platform for newsletters."""
    box = ('<div class="subscription-widget-wrap-editor"><div class="subscription-widget show-subscribe"><div class="preamble"><p class="cta-caption">The Monday Map '
           'is free today. But if you enjoyed this post, you can tell The Monday Map that their writing is valuable by pledging a future subscription.</p></div>'
           '<input type="email" placeholder="Type your email…"><input type="submit" value="Subscribe"></div></div>')
    return (('<p><em>Hello from a rainy office. This is The Monday Map, a letter about one place at a time. Was this forwarded to you? <a href="#">Sign up here</a>.</em></p>'
             if n % 2 else '<p><em>Programming note: there will be no letter next week. You can <a href="#">upgrade to paid</a> any time.</em></p>')
            + blocks(body, {1: box})
            + '<p class="button-wrapper" data-component-name="ButtonCreateButton"><a class="button primary" href="%s?action=share"><span>Share</span></a></p>' % url
            + '<p>Thanks for reading The Monday Map! Subscribe for free to receive new posts and support my work.</p>'
            + '<p class="button-wrapper"><a class="button primary" href="%s/comments"><span>Leave a comment</span></a></p>' % url)


def harbor(title, body, url, n, when, others):
    """A public broadcaster with captions and a list of what is most read."""
    middle = ('<figure><img src="m%d.jpg"><figcaption>Image caption, Local people said they had seen nothing like it</figcaption></figure>' % n,
              '<div data-component="video-block"><p>This video can not be played</p><p>Media caption, Watch: The day in sixty seconds</p></div>')[n % 2]
    return ('<div data-component="byline-block"><span>Published</span> <time>%d hours ago</time></div>' % (n % 11 + 1)
            + '<figure><img src="%d.webp"><figcaption>Image source, Harbor Radio</figcaption></figure>' % n
            + blocks(body, {2: middle}, attributes=' data-component="text-block"')
            + '<div data-component="links-block"><h2>More on this story</h2><ul><li><a href="/h1">Five things to know before the week begins</a></li>'
              '<li><a href="/h2">%s</a></li></ul></div>' % (e(others[-1][0]) if others else 'The quiet quarter')
            + '<div data-component="topic-list"><h2>Related topics</h2><ul><li><a href="/t">World</a></li></ul></div>'
            + '<section><h2>Most read</h2><ol><li><a href="/m1">The lighthouse keeper who would not retire</a></li><li><a href="/m2">Quiz of the week: Which mayor ate '
              'the hat?</a></li><li><a href="/m3">Storm names for the coming year published</a></li></ol></section>')


def orbis(title, body, url, n, when, others):
    """An agency's plain text, not a tag in it."""
    head = "ORBIS-%s-%03d\n\n" % (when[5:10].replace("-", ""), n) if n % 2 else ""
    return (head + "\n\n".join(" ".join(c.strip() for c in t.split("|")) if k == "row" else t for k, t in body)
            + "\n\n(Reporting by Orbis Wire bureaux; Editing by %s)\n" % ("Ruth Amsel", "Pavel Dorn", "Joan Teague")[n % 3]
            + "(c) %s Orbis Wire. No redistribution without a licence.\n" % when[:4])


def mill(title, body, url, n, when, others):
    """An aggregator: English made by a machine from Arabic, whole other stories pasted after it."""
    return ('<div><img alt="Newsmill logo" src="l.svg">Newsmill logo</div><div>%s</div>' % ("worldoilgoldtransfersweathervisasramadanjobs", "footballdollargazatrendingexamsvisas")[n % 2]
            + '<h1>%s</h1><div>%s • %d min</div>' % (e(title), when[:10], n % 4 + 1)
            + '<div>' + "<br><br>".join(e(t) for k, t in body) + '</div>'
            + '<p>Ask Newsmill AI about this story</p><h3>Related Articles</h3>'
            + ''.join('<p>%s</p><p>%s</p><p>time%d hours ago</p><p>%s</p>' % (e(t), e(o), n % 8 + 2 + k * 3, e(" ".join(p[:3]))) for k, (t, o, p) in enumerate(others[:2 + n % 2]))
            + '<p>No comments yet...</p><p>Get Newsmill on your phone: Download the App</p><p><a href="%s">Source link</a></p>' % url)


def fjord(title, body, url, n, when, others):
    """Almost nothing but the text."""
    return blocks(body) + ('<p>— Fjord Brief desk</p>' if n % 3 == 0 else '')


def longhouse(title, body, url, n, when, others):
    """A site that puts its whole page into the feed, with boxes between the paragraphs."""
    plain = [t for k, t in body if k == "p"]
    pull = max(plain, key=len).split(". ")[0][:120].rsplit(" ", 1)[0] if len(plain) > 4 else ''
    boxes = {0: '<aside class="newsletter"><h4>The Longhouse Letter</h4><p>One essay, every Saturday. No advertising, ever.</p><button>Sign me up</button></aside>',
             2: '<aside class="sibling"><h4>Elsewhere in this issue</h4><ul><li><a href="/i/1">The cartographer’s apprentice</a><p>What a map leaves out, and who asked it to.</p></li>'
                '<li><a href="/i/2">Salt, again</a><p>A family, a pan and four bad summers.</p></li></ul></aside>'}
    if pull and n % 2:
        boxes[3] = '<aside class="pullquote"><p>“%s…”</p></aside>' % e(pull)
    return ('<header><nav><a href="/">Longhouse</a> <a href="/world">World</a> <a href="/ideas">Ideas</a> <a href="/subscribe">Subscribe</a></nav><h1>%s</h1>'
            '<p class="dek-meta"><span class="author">Words: Imre Castell</span> · <span>Illustration: Noor Halabi</span> · <span>%d-minute read</span></p></header>' % (e(title), n % 9 + 3)
            + '<article>%s</article>' % blocks(body, boxes)
            + '<section class="bio"><p>Imre Castell is a staff writer at Longhouse.</p></section>'
            + '<footer><p>Longhouse is published by a cooperative of its readers. <a href="/join">Become a member</a>.</p><p>Longhouse Cooperative, %s. Some rights reserved.</p></footer>' % when[:4])


def danah(title, body, url, n, when, others):
    """A portal of the Gulf with bars of what trends and rows for sharing."""
    return ('<div class="trend-bar"><span>الأكثر تداولاً</span> <a href="#">أسعار الذهب</a> <a href="#">الدوري</a> <a href="#">الطقس</a> <a href="#">رواتب التقاعد</a></div>'
            '<div class="meta">دانة نيوز - متابعات | %s/%s/%s %s</div>' % (when[8:10], when[5:7], when[:4], when[11:16])
            + '<div class="share"><a href="#">فيسبوك</a> <a href="#">إكس</a> <a href="#">واتساب</a> <a href="#">نسخ الرابط</a></div>'
            + blocks(body, {1: '<div class="also"><b>شاهد أيضاً:</b> <a href="/d/%d">بالصور.. مهرجان النخيل يستقبل زواره حتى نهاية الأسبوع</a></div>' % n} if n % 2 else None)
            + '<div class="app">حمّل تطبيق دانة نيوز ليصلك الخبر أولاً بأول</div>'
            + ('<h4>الأكثر مشاهدة</h4><ol><li><a href="/d/1">تعرف على موعد الإجازة المدرسية المقبلة</a></li><li><a href="/d/2">ضبط مركبة تسير عكس الاتجاه</a></li></ol>')
            + '<div>جميع الحقوق محفوظة © دانة نيوز %s</div>' % when[:4])


def awras(title, body, url, n, when, others):
    """A daily of the Maghreb."""
    return ('<p class="signature"><strong>%s</strong></p>' % ("ق.و / وكالات", "نسيم بوعلام", "القسم الدولي")[n % 3]
            + blocks(body, {0: '<p><a href="/a/%d">إقرأ أيضا: هذا ما قررته لجنة البرمجة بخصوص الداربي</a></p>' % n} if n % 4 == 1 else None)
            + '<p>تابعوا «صوت الأوراس» على <a href="#">غوغل نيوز</a></p>'
            + '<div class="rel"><h3>مواضيع ذات صلة</h3><ul><li>%s</li><li>هكذا ستكون أسعار الخضر خلال الأسبوع</li></ul></div>' % (e(others[-1][0]) if others else 'نتائج القرعة')
            + '<div>تعليقات (%d)</div><p>لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *</p>' % (n % 7))


def nafidha(title, body, url, n, when, others):
    """An aggregator: Arabic made by a machine from English, whole other stories pasted after it."""
    return ('<div>شعار نافذة العالم</div><div>%s</div>' % ("عاجلرياضةاقتصادذهبدولارطقسوظائفتأشيرات", "الدوريترندأسعارغزةاليمنسورياامتحانات")[n % 2]
            + '<h2>%s</h2><div>نافذة العالم • %s</div>' % (e(title), when[:10])
            + '<div>' + "<br><br>".join(e(t) for k, t in body) + '</div>'
            + '<p>اسأل الذكاء الاصطناعي عن هذا الخبر</p><h4>أخبار مشابهة</h4>'
            + ''.join('<p>%s</p><p>%s</p><p>منذ %d ساعات</p><p>%s</p>' % (e(t), e(o), n % 6 + 3 + k, e(" ".join(p[:3]))) for k, (t, o, p) in enumerate(others[:1 + n % 3]))
            + '<p>لا توجد تعليقات حتى الآن</p><p><a href="%s">رابط المصدر</a></p>' % url)


def barq(title, body, url, n, when, others):
    """A mirror of a Telegram channel."""
    return ('<div class="tgme_widget_message_text">' + "<br/><br/>".join(e(t) for k, t in body)
            + '<br/><br/>#برق_عاجل #%s<br/>✅ للاشتراك في القناة: <a href="https://t.example/barq">t.example/barq</a></div>' % ("متابعات", "دولي", "ميداني")[n % 3]
            + '<div class="tgme_widget_message_footer"><span>%d.%dK</span> <span>views</span> <a href="%s">%s</a></div>' % (n % 40 + 3, n % 9, url, when[11:16]))


def mina(title, body, url, n, when, others):
    """An Arabic agency's site."""
    return ('<p class="caption"><img src="%d.jpg">صورة من الأرشيف (وكالة ميناء)</p>' % n
            + blocks(body, {2: '<blockquote class="related"><p>اقرأ أيضاً: <a href="#">ميناء تفتتح مكتباً جديداً في نيروبي</a></p></blockquote>'} if n % 2 else None, attributes=' dir="rtl"')
            + '<p>%s</p>' % ("(ميناء) ر.ع / س.ك", "ميناء ~ م.د", "المصدر: وكالة ميناء للأنباء")[n % 3]
            + '<p>كلمات مفتاحية: <a href="#">أخبار</a> <a href="#">تقارير</a></p>')


FEEDS = {
    "plateau-post": {"name": "Plateau Post", "lang": "en", "url": "https://plateaupost.example/%(day)s/%(slug)s/", "template": plateau},
    "civic-ledger": {"name": "Civic Ledger", "lang": "en", "url": "https://www.civicledger.example/node/%(n)d", "template": civic},
    "twofold": {"name": "Twofold", "lang": "en", "url": "https://twofold.example/2025/%(n)d.html", "template": twofold},
    "monday-map": {"name": "The Monday Map", "lang": "en", "url": "https://mondaymap.example/p/%(slug)s", "template": mondaymap},
    "harbor-radio": {"name": "Harbor Radio", "lang": "en", "url": "https://harborradio.example/news/articles/c%(n)dzo", "template": harbor},
    "orbis-wire": {"name": "Orbis Wire", "lang": "en", "url": "https://orbiswire.example/s/%(n)d?utm_source=feed&utm_medium=rss", "template": orbis},
    "newsmill": {"name": "Newsmill", "lang": "en", "mt": True, "url": "https://newsmill.example/r?to=https%%3A%%2F%%2Fsrc.example%%2F%(n)d", "template": mill},
    "fjord-brief": {"name": "Fjord Brief", "lang": "en", "url": "https://fjordbrief.example/%(n)d", "template": fjord},
    "longhouse": {"name": "Longhouse", "lang": "en", "url": "https://longhouse.example/issue/%(slug)s", "template": longhouse},
    "danah": {"name": "دانة نيوز", "lang": "ar", "url": "https://danah.example/ar/%(n)d?utm_source=rss", "template": danah},
    "awras": {"name": "صوت الأوراس", "lang": "ar", "url": "https://sawtawras.example/%(slug)s/", "template": awras},
    "nafidha": {"name": "نافذة العالم", "lang": "ar", "mt": True, "url": "https://nafidha.example/post/%(n)d", "template": nafidha},
    "barq": {"name": "برق عاجل", "lang": "ar", "url": "https://t.example/barq/%(n)d", "template": barq},
    "mina": {"name": "وكالة ميناء", "lang": "ar", "url": "https://mina.example/a/%(n)d", "template": mina},
}
