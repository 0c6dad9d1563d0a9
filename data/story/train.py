#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Learns the weights of the story stage.

usage: train.py pairs PAIRS.tsv OUT.inc     weights of pairs (the group weights of OUT.inc stay)
       train.py groups PAIRS.tsv OUT.inc    weights of groups (the pair weights stay)

PAIRS.tsv is what build/tests/story/story-pairs prints. Logistic regression by Newton's method, each
set with the same total weight, held near a prior that says which way a field may speak: a field that
can only be evidence against ("other province") never gets a positive weight from chance. Standard
library only, no randomness: the same rows give the same weights.
"""
import math, re, sys

# Sign a field may have, where reason says so: + for, - against, 0 free.
SIGNS = {'all': '+', 'title': '+', 'top': '+', 'title-max': '+', 'title-min': '+', 'shared': '+', 'names': '+',
         'names-top': '+', 'names-shared': '+', 'actors': '+', 'places': '+', 'places-top': '+', 'provinces': '+', 'province-same': '+',
         'province-other': '-', 'country-same': '+', 'country-other': '-', 'toll-same': '+', 'toll-other': '-',
         'numbers': '+', 'dates': '+', 'day-same': '+', 'day-apart': '-', 'event-same': '+', 'event-shared': '+',
         'event-other': '-', 'family-same': '+', 'family-other': '-', 'days': '-', 'weeks': '-', 'copy': '+', 'series': '-', 'retro': '-', 'outlet': '-', 'names-title': '+', 'parties': '+', 'months': '-', 'sequel': '-', 'phase-same': '+', 'phase-one': '-', 'phase-other': '-', 'main-other': '-', 'elsewhere': '-',
         'origin-other': '-', 'meeting': '+', 'meeting-weeks': '+', 'meeting-venue': '+', 'meeting-other': '-', 'mention': '+'}
# What says that subjects are one, not that stories are: the next round of talks has the same parties.
THREAD_ONLY = {'meeting', 'meeting-weeks', 'meeting-venue', 'mention'}
GROUP_SIGNS = {'best': '+', 'best-three': '+', 'mean': '+', 'size': '0', 'margin': '+', 'first': '+', 'age': '-'}
GROUP = ['bias', 'best', 'best-three', 'mean', 'size', 'margin', 'first', 'age']
# Fields that the sets have too few examples of: what we hold to be true, as a prior mean, by level.
PRIOR = {'story': {'series': -4.0, 'copy': 4.0, 'outlet': -0.3, 'toll-same': 0.8, 'places-top': 0.5, 'provinces': 0.5, 'province-same': 0.5,
                   'day-same': 0.5, 'day-apart': -0.4, 'days': -0.5, 'weeks': -1.0, 'retro': -2.5, 'meeting-other': -0.5,
                   'country-other': -1.0, 'main-other': -0.5, 'sequel': -0.5, 'phase-other': -1.0, 'elsewhere': -3.0},
         # A thread goes on for weeks: time counts less, until a season lies between.
         'thread': {'copy': 3.0, 'family-same': 0.5, 'family-other': -0.5, 'places-top': 0.5, 'provinces': 1.5, 'province-same': 1.5, 'parties': 2.0, 'names-title': 0.5, 'actors': 1.0,
                    'days': -0.2, 'weeks': -0.4, 'months': -3.0,
                    # Talks go on for longer, in one city after another.
                    'meeting': 3.0, 'meeting-weeks': 0.3, 'meeting-venue': 0.8, 'meeting-other': -1.5, 'mention': 0.7, 'origin-other': -1.5}}
# A group is joined for its members, not for want of a better one. Of threads the sets have few.
GROUP_PRIOR = {'story': {'bias': -0.6, 'best': 0.4, 'best-three': 0.3, 'mean': 0.2, 'margin': 0.3, 'first': 0.15},
               'thread': {'bias': -0.2, 'best': 0.7, 'best-three': 0.3}}
GROUP_RIDGE = {'story': 20.0, 'thread': 400.0}
# How firmly a prior is held, where more than the common ridge: a set of articles of one year says little about time.
FIRM = {'elsewhere': 150.0, 'days': 40.0, 'weeks': 40.0, 'months': 40.0, 'retro': 100.0, 'margin': 15.0, 'mean': 15.0, 'first': 15.0, 'meeting': 5.0, 'meeting-weeks': 40.0, 'meeting-venue': 10.0, 'meeting-other': 3.0, 'mention': 200.0}


def solve(a, b):
    """Gaussian elimination of a positive definite system."""
    n = len(b)
    m = [row[:] + [b[i]] for i, row in enumerate(a)]
    for i in range(n):
        p = m[i][i] or 1e-9
        for k in range(i + 1, n):
            f = m[k][i] / p
            if f:
                row, base = m[k], m[i]
                for j in range(i, n + 1):
                    row[j] -= f * base[j]
    x = [0.0] * n
    for i in range(n - 1, -1, -1):
        x[i] = (m[i][n] - sum(m[i][j] * x[j] for j in range(i + 1, n))) / (m[i][i] or 1e-9)
    return x


def learn(rows, names, signs, prior, ridge, bias_hold=0.01, without=frozenset()):
    """rows: (label, weight, values). Returns a weight for each name."""
    active = [j for j in range(len(names)) if names[j] not in without]
    while True:
        w = [prior.get(names[j], 0.0) for j in active]
        mean = w[:]
        for _ in range(30):
            n = len(active)
            hold = [ridge * (bias_hold if names[j] == 'bias' else FIRM.get(names[j], 1.0)) for j in active]
            g = [-hold[i] * (w[i] - mean[i]) for i in range(n)]
            h = [[hold[i] if i == j else 0.0 for j in range(n)] for i in range(n)]
            for label, weight, values in rows:
                x = [(i, values[j]) for i, j in enumerate(active) if values[j]]
                z = sum(w[i] * v for i, v in x)
                p = 1 / (1 + math.exp(-max(-30, min(30, z))))
                d, c = weight * (label - p), weight * p * (1 - p)
                for i, v in x:
                    g[i] += d * v
                    cv = c * v
                    row = h[i]
                    for k, u in x:
                        row[k] += cv * u
            step = solve(h, g)
            # Newton's step can overshoot where most rows are certain.
            shrink = min(1.0, 2.0 / max(abs(s) for s in step))
            w = [a + shrink * b for a, b in zip(w, step)]
            if max(abs(s) for s in step) < 1e-3:
                break
        wrong = [i for i, j in enumerate(active) if (signs.get(names[j]) == '+' and w[i] < 0) or (signs.get(names[j]) == '-' and w[i] > 0)]
        if not wrong:
            out = [0.0] * len(names)
            for i, j in enumerate(active):
                out[j] = w[i]
            return out
        worst = max(wrong, key=lambda i: abs(w[i]))
        del active[worst]


def read(path):
    rows, names = [], None
    for line in open(path):
        f = line.rstrip('\n').split('\t')
        if f[0].startswith('#'):
            names = f[5:]
            continue
        rows.append((f[0], f[1], int(f[2]), int(f[3]), int(f[4]), [float(x) for x in f[5:]]))
    return names, rows


# Real articles, of many outlets, teach more than what was written to be learnt from. Of a set that is large and
# of one kind a part is enough.
SHARE = {'g5': 2.5, 'ecb': 0.15}
# A set that was cut to single sentences says little about reports.
VARIANT = {'short': 0.5}


def is_variant(name):
    """Cut or lengthened texts teach what a story is; a thread is the same whatever the length of its items."""
    return name.partition('-')[2] in ('short', 'long')


def balanced(rows):
    """Each set weighs the same in all, but no more than twice its rows; with gold tags and without, it is one."""
    count, base = {}, {}
    for s, label, values in rows:
        base[s] = s.partition('-')[0]
        count[base[s]] = count.get(base[s], 0) + 1
    share = sum(count.values()) / len(count)
    return [(label, VARIANT.get(s.partition('-')[2], 1.0) * min(SHARE.get(base[s], 1.0) * share / count[base[s]], 2.0), values) for s, label, values in rows]


def report(title, rows, w):
    tp = fp = fn = 0
    for label, _, values in rows:
        p = sum(a * b for a, b in zip(w, values)) > 0
        tp += p and label; fp += p and not label; fn += (not p) and label
    print('%-14s rows %d positive %d precision %.3f recall %.3f' % (title, len(rows), tp + fn, tp / (tp + fp or 1), tp / (tp + fn or 1)), file=sys.stderr)


def fmt(values):
    return '{ ' + ', '.join('%.3ff' % v for v in values) + ' }'


def section(text, name):
    m = re.search(r'static const float %s.*?;\n' % name, text, re.S)
    return m.group(0) if m else None


def main():
    mode, src, dst = sys.argv[1:4]
    names, rows = read(src)
    try:
        old = open(dst).read()
    except FileNotFoundError:
        old = ''
    pair = section(old, 'pair_weights')
    group = section(old, 'group_weights')
    if mode == 'pairs':
        levels = []
        for level, column in (('story', 3), ('thread', 4)):
            tables = []
            for cross in (0, 1):
                use = balanced([(r[1], r[column], r[5]) for r in rows if r[0] == 'pair' and r[2] == cross and r[column] >= 0 and
                                 (level == 'story' or not is_variant(r[1]))])
                w = learn(use, names, SIGNS, PRIOR[level], 2.0 if level == 'story' else 6.0,
                          without=THREAD_ONLY if level == 'story' else frozenset())
                report(level + (' across' if cross else ' within'), use, w)
                for n, v in zip(names, w):
                    print('   %-15s %7.3f' % (n, v), file=sys.stderr)
                tables.append(fmt(w))
            levels.append('  { ' + ',\n    '.join(tables) + ' }')
        pair = ('static const float pair_weights[SIYAQ_STORY_N_LEVELS][2][SIYAQ_STORY_N_FEATURES] = {\n' + ',\n'.join(levels) + '\n};\n')
    else:
        tables = []
        for level, column in (('story', 3), ('thread', 4)):
            use = balanced([(r[1], r[column], r[5]) for r in rows if r[0] == level and (level == 'story' or not is_variant(r[1]))])
            w = learn(use, GROUP, GROUP_SIGNS, GROUP_PRIOR[level], GROUP_RIDGE[level], 1.0 if level == 'thread' else 10.0)
            report(level, use, w)
            print('   ' + ' '.join('%s %.3f' % x for x in zip(GROUP, w)), file=sys.stderr)
            tables.append('  ' + fmt(w))
        group = 'static const float group_weights[SIYAQ_STORY_N_LEVELS][SIYAQ_STORY_N_GROUP_FEATURES] = {\n' + ',\n'.join(tables) + '\n};\n'
    with open(dst, 'w') as f:
        f.write('/* SPDX-License-Identifier: GPL-2.0-or-later */\n/* Written by data/story/train.py from data/story/pairs.tsv: not to be edited. Features in the order\n'
                '   of SIYAQ_STORY_FEATURES; levels are story and thread, each within a language and across. */\n')
        f.write(pair + group)


main()
