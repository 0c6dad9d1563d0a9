#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes the second set, items.jsonl: the reports of reports.py, each inside the template of its outlet, and adverts.

The templates are in the manner of systems and portals that the first set has none of: a blog system with related
posts and share buttons of a plugin, Drupal, Blogger, a public broadcaster, a paper with newsletter boxes, an agency,
a newsletter, an aggregator of an agency's copy, portals of the Gulf, Egypt and the Maghreb, plain text, and a machine
that translates each way. Nothing here is random: the same file comes out each time.

usage: make.py [FILE]
"""

import html
import json
import os
import sys

HERE = os.path.dirname (os.path.abspath (__file__))
sys.path.insert (0, HERE)
from reports import REPORTS  # noqa: E402

e = html.escape


def paragraphs (texts, extra = {}, attributes = ''):
    """The texts as <p>, with the markup extra[N] after the Nth."""
    return ''.join ('<p%s>%s</p>%s' % (attributes, e (t, False), extra.get (k, '')) for k, t in enumerate (texts))


def pacific (title, texts, url, n):
    """WordPress with Jetpack's related posts and sharing buttons."""
    return ('<div class="wp-block-image"><figure><img src="https://cdn.pl.example/%d.jpg"><figcaption class="wp-element-caption">'
            'An undated file photo. (Credit: Ana Reyes / Pacific Ledger)</figcaption></figure></div>' % n
            + '<p><strong>By Teresa Lim</strong><br>June %d, 2025 | 3 minute read</p>' % (n % 20 + 1)
            + paragraphs (texts, {1: '<p>Also read | <a href="https://pl.example/x%d">Ten charts that explain the rice price</a></p>' % n})
            + '<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><ul><li><a href="%s?share=facebook">Click to share on '
              'Facebook (Opens in new window) Facebook</a></li><li><a href="%s?share=x">Click to share on X (Opens in new window) X</a></li></ul></div>' % (url, url)
            + '<div class="sharedaddy sd-block sd-like"><h3 class="sd-title">Like this:</h3><span>Like</span> <span>Loading...</span></div>'
            + '<div class="jp-relatedposts"><h3>Related</h3><ul><li><a href="https://pl.example/r1">Coral nurseries grow in Palau</a></li>'
              '<li><a href="https://pl.example/r2">The tuna auction that never sleeps</a></li></ul></div>'
            + '<p><a href="https://pl.example/app">Download our app</a> for breaking news alerts. Follow us on <a href="#">Facebook</a> and '
              '<a href="#">Instagram</a>.</p><p>Copyright 2025 Pacific Ledger Media Inc.</p>'
              '<img src="https://stats.pl.example/g.gif?b=%d" width="1" height="1">' % n)


def daily (title, texts, url, n):
    """A British-looking daily: newsletter box in the text, "Continue reading"."""
    box = ('<aside class="newsletter-signup"><h4>Sign up to First Thing</h4><p>Our free email breaks down the key stories of the day.</p></aside>',
           '<aside class="element element-rich-link"><p><span>Related: </span><a href="https://gd.example/r%d">The long afterlife of a broken promise</a></p></aside>' % n)[n % 2]
    return (paragraphs (texts, {1: box})
            + '<p>(Reporting by our correspondents; editing by Hugh Marsh)</p><p>Our Standards: The Global Daily Trust Principles.</p>'
            + '<p><a href="%s?utm_source=rss">Continue reading...</a></p>' % url)


def courier (title, texts, url, n):
    """A machine that translates Arabic news, with its whole page."""
    return ('<div>Courier logo</div><div>homepoliticseconomysportsciencetechiranlebanon</div><h2>%s</h2>' % e (title)
            + '<div>Nabd Al-Khabar11-06-2025</div>' + '<br><br>'.join (e (t, False) for t in texts)
            + '<h3>Explore AI tools</h3><p>Summarise this article with Courier AI</p><h3>Similar News</h3><div>Olive harvest begins in Jenin</div>'
              '<p>Sawt Al-Janoub</p><p>2 days ago</p><p>Olive harvest begins in Jenin</p><p>Farmers in the northern West Bank began picking olives on '
              'Sunday, three weeks later than usual, after a dry autumn. Prices are expected to rise by a third.</p><p>No comments yet</p>')


def nabd (title, texts, url, n):
    """A pan-Arab portal."""
    return ('<div class="entry-meta">نبض الخبر - وكالات | %d حزيران 2025 - 11:0%d ص</div>' % (n % 20 + 1, n % 10)
            + '<p><img src="x.jpg" alt=""><em>أرشيفية (رويترز)</em></p>'
            + paragraphs (texts, {0: '<blockquote class="related"><a href="/n/1">إقرأ أيضاً: ارتفاع أسعار القمح في الأسواق العالمية</a></blockquote>'}, ' style="direction:rtl"')
            + '<p>للاشتراك في قناة «نبض الخبر» على واتساب <a href="#">اضغط هنا</a></p><div>كلمات دلالية: <a href="#">أخبار</a> <a href="#">عاجل</a></div>'
              '<div>إضافة تعليق جديد</div>')


def sawt (title, texts, url, n):
    """Arabic WordPress."""
    return (paragraphs (texts) + '<p>مشاركة عبر: فيسبوك - إكس - تلغرام - البريد الإلكتروني</p><h4>قد يعجبك أيضاً</h4>'
            '<ul><li><a href="/1">مهرجان التمور يعود إلى الأحساء بعد انقطاع</a></li><li><a href="/2">خمس عادات صباحية تحسن التركيز</a></li>'
            '<li><a href="/3">كيف تختار حقيبة السفر المناسبة؟</a></li></ul>'
            + '<p>ظهرت المقالة <a href="%s">%s</a> أولاً على <a href="/">صوت الجنوب</a>.</p>' % (url, e (title)))


def caucasus (title, texts, url, n):
    """A public broadcaster."""
    return ('<div data-component="byline-block">Published<br>%d hours ago</div>' % (n % 9 + 2)
            + '<figure><img src="i.jpg"><figcaption>Image source, Hayk Photos<br>Image caption, The road out of town, seen from the old fortress</figcaption></figure>'
            + paragraphs (texts, {1: '<figure><figcaption>Media caption, Watch: A minute on the day’s main story</figcaption></figure>'})
            + '<p>Follow Caucasus Monitor on <a href="#">Facebook</a>, on <a href="#">X</a>, and on <a href="#">Instagram</a>. Send your story ideas to '
              'desk@caucasusmonitor.example.</p><h2>More on this story</h2><ul><li><a href="/c1">The village with two post codes</a><span>12 May</span></li>'
              '<li><a href="/c2">Why walnuts cost more this year</a><span>3 June</span></li></ul><h2>Related topics</h2><ul><li><a href="/t1">Caucasus</a></li>'
              '<li><a href="/t2">Europe</a></li></ul><p>The Caucasus Monitor is not responsible for the content of external sites.</p>')


def andes (title, texts, url, n):
    """A news agency."""
    return ('<p>Item 1 of 3 A view of the area in this undated picture. ANDES WIRE/Luz Marina Prado</p>'
            + '<p><span>[1/3]</span> <a href="#">Purchase Licensing Rights, opens new tab</a></p>'
            + paragraphs (texts)
            + '<p>Reporting by Luz Marina Prado in Bogota and Hector Salinas in Caracas; Writing by Ines Toro; Editing by Paul Whitcombe</p>'
              '<p>Our Standards: <a href="#">The Andes Wire Code of Conduct., opens new tab</a></p><p>Get the day’s headlines from the region with the '
              'Andes Morning newsletter. Sign up <a href="#">here</a>.</p>')


def sahel (title, texts, url, n):
    """A newsletter."""
    return ('<p>Welcome back. If someone forwarded this to you, <a href="#">subscribe here</a>.</p>'
            + paragraphs (texts, {0: '<div class="subscription-widget-wrap"><p>Sahel Letter is a reader-supported publication. To receive new posts and support '
                                     'my work, consider becoming a free or paid subscriber.</p><p><a href="#">Subscribe now</a></p></div>'})
            + '<p class="button-wrapper"><a href="%s?action=share">Share</a></p><p class="button-wrapper"><a href="%s/comments">Leave a comment</a></p>' % (url, url)
            + '<p>Thanks for reading Sahel Letter! This post is public so feel free to share it.</p>')


def khaleej (title, texts, url, n):
    """A portal of the Gulf."""
    return ('<div class="date">آخر تحديث: %d يونيو 2025 - 10:15 بتوقيت أبوظبي</div><div>أبوظبي - الخليج الآن</div>' % (n % 20 + 1)
            + paragraphs (texts, {0: '<div class="inline-related"><h5>أخبار ذات صلة</h5><a href="/k/2">افتتاح أطول جسر للمشاة في رأس الخيمة</a></div>'})
            + '<p>تابعوا آخر أخبارنا المحلية والعالمية عبر <a href="#">Google News</a></p><div>طباعة</div><div>البريد الإلكتروني</div>'
              '<div>الكلمات المفتاحية <a href="#">أخبار العالم</a> <a href="#">عاجل</a></div><h3>الأكثر قراءة</h3><ol><li><a href="/k/3">موعد صرف رواتب '
              'المتقاعدين</a></li><li><a href="/k/4">أسعار الذهب اليوم</a></li></ol>')


def masr (title, texts, url, n):
    """A portal of Egypt."""
    return ('<div>كتب - محمود السيد:</div><div>%02d:%02d م الثلاثاء %d يونيو 2025</div>' % (n % 11 + 1, n % 60, n % 28 + 1)
            + paragraphs (texts, {1: '<p><strong>اقرأ أيضًا:</strong> <a href="/m/1">تعرف على مواعيد قطارات الصعيد</a></p>'})
            + '<p>لمتابعة أخبار «مصر الغد» لحظة بلحظة اشترك في <a href="#">قناتنا على واتساب</a></p><h4>موضوعات متعلقة</h4><ul><li><a href="/m/2">سعر الدولار '
              'اليوم في البنوك</a></li><li><a href="/m/3">درجات الحرارة المتوقعة غدًا</a></li></ul><div>للمزيد تابع <a href="#">فيديو مصر الغد</a></div>')


def maghreb (title, texts, url, n):
    """A portal of the Maghreb, with its readers' comments."""
    return ('<p>مغرب بريس - الرباط</p>' + paragraphs (texts)
            + '<div>نسخ الرابط</div><div>تم النسخ</div><div>شارك المقال</div><p>اشتركوا في نشرتنا البريدية ليصلكم جديد «مغرب بريس»</p>'
              '<h3>تعليقات الزوار</h3><p>الآراء المعبر عنها لا تعكس بالضرورة رأي الموقع</p><div>1</div><div>مواطن</div><p>الله يجيب اللي فيه الخير</p>'
              '<div>أضف تعليقك</div>')


def tarjama (title, texts, url, n):
    """A machine that translates English news."""
    return ('<div>الصفحة الرئيسية » العالم » %s</div>' % e (title) + '<div>بواسطة فريق التحرير</div><div>وقت القراءة 2 دقيقة</div>'
            + paragraphs (texts) + '<p>شارك هذا: انقر للمشاركة على فيسبوك (يفتح في نافذة جديدة)</p><p>مثل هذا: مثل جار التحميل...</p>'
            + '<p>إخلاء المسؤولية: تمت ترجمة هذا المقال آليا من <a href="#">المصدر</a>.</p><p>المنشور السابق</p><p>المنشور التالي</p>')


def nusantara (title, texts, url, n):
    """Blogger."""
    return ('<div class="separator" style="clear: both;"><a href="b.jpg"><img src="b.jpg"></a></div>'
            + '<br>'.join ('<div>%s</div>' % e (t, False) for t in texts)
            + '<div class="post-footer"><span>Posted by Adi W. at %d:3%d AM</span> <a href="#">No comments:</a> <span>Email This</span><span>BlogThis!</span>'
              '<span>Share to X</span><span>Share to Facebook</span><span>Share to Pinterest</span></div>' % (n % 11 + 1, n % 10)
            + '<div>Labels: <a href="#">asia</a>, <a href="#">news</a></div><div><a href="#">Newer Post</a> <a href="#">Older Post</a> <a href="#">Home</a></div>'
              '<div>Subscribe to: <a href="#">Post Comments (Atom)</a></div><img src="https://feeds.nn.example/~r/%d" height="1" width="1">' % n)


def frontier (title, texts, url, n):
    """Plain text."""
    return ('FRONTIER TEXT SERVICE\n\n' + '\n\n'.join (texts)
            + '\n\n-- \nFrontier Text Service, Peshawar. To unsubscribe reply STOP.\nAll rights reserved. Republication without permission is prohibited.')


def barq (title, texts, url, n):
    """An aggregator of an agency's copy, with the agency's initials at the end."""
    return ('<div class="source">برق 24 / وكالات</div>' + paragraphs (texts)
            + '<p>%s</p>' % ('سض/لم/ب ق', 'ع ش/ص ك', 'رم/نو/ب ق')[n % 3]
            + '<p>© برق 24</p><p>النشرة الإخبارية</p><p>اشترك ليصلك موجز الأخبار كل صباح</p><p>بالتسجيل فإنك توافق على سياسة الخصوصية</p>')


TEMPLATES = {'pacific-ledger': pacific, 'global-daily': daily, 'mt-courier': courier, 'nabd-alkhabar': nabd, 'sawt-aljanoub': sawt,
             'caucasus-monitor': caucasus, 'andes-wire': andes, 'sahel-letter': sahel, 'khaleej-aan': khaleej, 'masr-alghad': masr,
             'maghreb-press': maghreb, 'tarjama-net': tarjama, 'nusantara-notes': nusantara, 'frontier-text': frontier, 'barq24': barq}
TRANSLATED = ('mt-courier', 'tarjama-net')

# language, feed, time, headline, path, paragraphs and the markup between them
ADVERTS = [
    ('en', 'global-daily', '2025-06-03T09:00:00Z', 'The 7 best robot vacuums you can buy this summer', '/deals/best-robot-vacuums',
     '<p>Spring cleaning is over, but dust never rests. Here are the models our shopping team recommends.</p><p>1. Sweepo X2 – now $249 (40% off). '
     '<a href="https://www.amazon.com/dp/B00X?tag=gd-21">Shop now</a></p><p>2. DustBuddy Mini – $119 with code SUMMER. <a href="https://shop.example/db?aff=gd">Buy now</a></p>'
     '<p>Global Daily may receive a commission on purchases made through these links.</p>'),
    ('ar', 'sawt-aljanoub', '2025-06-06T09:00:00Z', 'محتوى مدفوع | عطلتك في تركيا تبدأ من 299 دولاراً مع طيران الواحة', '/sponsored/5521',
     '<p>محتوى مدفوع</p><p>لا تفوت عرض الصيف: تذكرة ذهاب وعودة وثلاث ليال في فندق أربع نجوم ابتداء من 299 دولاراً فقط.</p>'
     '<p>احجز الآن عبر التطبيق واستخدم كود الخصم SUMMER25 للحصول على خصم 15%.</p>'),
    ('en', 'pacific-ledger', '2025-06-10T04:00:00Z', 'Stay longer, pay less: island resorts reopen with free nights', '/partner/island-nights',
     '<p><em>This article is brought to you by Coral Bay Resorts.</em></p><p>White sand, warm water and a hammock with your name on it: the four Coral Bay '
     'resorts reopen on July 1 after a year of renovation.</p><p>Book three nights before June 30 and the fourth is free. Breakfast and airport transfer are included.</p>'
     '<p>To reserve, visit the resorts’ website or call the hotline.</p>'),
    ('ar', 'khaleej-aan', '2025-06-13T06:00:00Z', 'شقق بإطلالة بحرية وأقساط تبدأ من 3000 درهم شهرياً', '/adv/sea-view',
     '<p>مادة إعلانية</p><p>تطلق شركة «مرسى الدانة» المرحلة الثانية من مشروعها السكني بإطلالة مباشرة على البحر، بدفعة أولى 5% وأقساط تمتد إلى سبع سنوات.</p>'
     '<p>سجل اهتمامك الآن واحصل على إعفاء من رسوم التسجيل. العرض سارٍ حتى نهاية الشهر.</p>'),
    ('en', 'nusantara-notes', '2025-06-16T03:00:00Z', 'Best VPN for streaming in 2025: our top picks', '/2025/06/best-vpn.html',
     '<div>Disclosure: this post contains affiliate links, which means I may earn a small commission at no extra cost to you.</div>'
     '<div>1. TunnelFox – 73% off the two-year plan. <a href="https://go.tunnelfox.example/?aff_id=771">Get the deal</a></div>'
     '<div>2. HideMole – three months free with coupon NUSA. <a href="https://hidemole.example/?ref=nusa&amp;coupon=NUSA">Claim offer</a></div>'),
    ('ar', 'masr-alghad', '2025-06-18T08:00:00Z', 'بنك النخيل يقدم شهادة ادخار جديدة بعائد 24% وهدايا فورية', '/promoted/palm-bank',
     '<p>إعلان مدفوع</p><p>يقدم بنك النخيل لعملائه شهادة «نخلتي» الثلاثية بعائد سنوي 24% يصرف شهريًا، وبحد أدنى ألف جنيه.</p>'
     '<p>افتح حسابك من الموبايل في خمس دقائق واربح هدية فورية. تطبق الشروط والأحكام.</p>'),
    ('en', 'caucasus-monitor', '2025-06-22T07:00:00Z', 'How a warehouse in Tbilisi learned to pack itself', '/advertisement-features/boxline',
     '<p>Advertisement feature presented by Boxline Logistics</p><p>When orders doubled in a year, Boxline turned to robots the size of suitcases. Today its Tbilisi '
     'warehouse ships a parcel every nine seconds.</p><p>Find out how Boxline can move your business: request a free quote today.</p>'),
]


def words_of (markup):
    """An advert's own copy: its blocks' text, one a line."""
    text = ''
    for piece in markup.replace ('</p>', '\n').replace ('</div>', '\n').split ('<'):
        text += piece.split ('>', 1)[-1]
    return '\n'.join (line.strip () for line in html.unescape (text).split ('\n') if line.strip ())


def address (feed, path):
    return 'https://%s.example%s' % (feed.replace ('-', ''), path)


def rows ():
    made = []
    for n, (story, thread, lang, feed, published, title, regions, events, texts) in enumerate (REPORTS):
        url = address (feed, '/2025/06/%d' % (1000 + n))
        made.append ({'feed': feed, 'lang': lang, 'mt': feed in TRANSLATED, 'published': published,
                      'url': url + ('?utm_source=rss&fbclid=abc' if n % 2 else ''), 'title': title, 'html': TEMPLATES[feed] (title, texts, url, n),
                      'gold': {'text': '\n'.join (texts), 'story': story, 'thread': thread, 'ad': False, 'regions': regions, 'events': events}})
    for lang, feed, published, title, path, markup in ADVERTS:
        made.append ({'feed': feed, 'lang': lang, 'mt': False, 'published': published, 'url': address (feed, path), 'title': title, 'html': markup,
                      'gold': {'text': words_of (markup), 'story': None, 'thread': None, 'ad': True, 'regions': [], 'events': []}})
    made.sort (key = lambda row: (row['published'], row['url']))
    return [{'id': 'z%03d' % k, **row} for k, row in enumerate (made, 1)]


def main (argv):
    path = argv[1] if len (argv) > 1 else os.path.join (HERE, 'items.jsonl')
    with open (path, 'w', encoding = 'utf-8') as out:
        for row in rows ():
            out.write (json.dumps (row, ensure_ascii = False) + '\n')


if __name__ == '__main__':
    main (sys.argv)
