# SPDX-License-Identifier: GPL-2.0-or-later
"""The engine beside Bergamot's WebAssembly build: speed, memory, loading, and whether the text is the same.

    npm install @browsermt/bergamot-translator@0.4.9      (anywhere outside the tree)
    SIYAQ_SHARED=FOLDER NODE_PATH=…/node_modules /usr/bin/python3 tests/marian/bench.py build/tests/marian [speed|agree]

Needs python3-numpy and python3-sentencepiece. SIYAQ_SHARED has the maker of models with random weights, a vocabulary, a shortlist and
sentences. Both engines take turns on the same text, one thread each; figures are medians of the turns.
"""
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SHARED, NODE = os.environ.get('SIYAQ_SHARED'), shutil.which('node')
TURNS, LINES, AGREE_LINES, FIRST_PIECES = 5, 20, 200, 5


def skip(why):
    print('skipped:', why)
    sys.exit(0)


def row(name, figure, bar='', met=None):
    print(f'{name:58} {figure:>14}  {bar:16}{"" if met is None else "met" if met else "NOT MET"}')


def make_model(folder, encoder, decoder):
    """A base-memory model of random weights, with the vocabulary and shortlist of a real one."""
    with open(os.path.join(SHARED, 'reference/marian_synthetic_model.py'), encoding='utf-8') as f:
        maker = re.sub(r'DEC=\d+', f'DEC={decoder}', f.read(), count=1)
    os.makedirs(folder)
    script = os.path.join(folder, 'make.py')
    with open(script, 'w', encoding='utf-8') as f:
        f.write(maker)
    subprocess.run(['/usr/bin/python3', script, os.path.join(folder, 'model.bin'), str(encoder)], check=True)
    os.remove(script)
    for name in os.listdir(os.path.join(SHARED, 'bench/marian')):
        shutil.copy(os.path.join(SHARED, 'bench/marian', name), folder)
    return folder


def run(command, lines):
    """The lines that come out, and the figures of standard error, a dict each run."""
    done = subprocess.run(command, input='\n'.join(lines) + '\n', capture_output=True, text=True, check=True, timeout=900)
    figures = [{k: float(v) for k, v in re.findall(r'(\w+)=([\d.]+)', line)} for line in done.stderr.splitlines()]
    return done.stdout.split('\n')[:len(lines)], [f for f in figures if f]


def bergamot(folder, lines, batch, repeats=1):
    return run([NODE, os.path.join(HERE, 'bergamot.cjs'), folder, str(batch), str(repeats)], lines)


def siyaq(build, folder, lines, batch, repeats=1, *more):
    return run([os.path.join(build, 'marian-run'), '--stats', '--threads', '1', '--batch', str(batch), '--repeat', str(repeats), *more,
                folder, 'es', 'en'], lines)


def median(values):
    return statistics.median(values)


def speed(build, lines, folder):
    make_model(folder, 6, 4)
    ours, theirs, peaks, loads = {}, {}, [[], []], []
    operations = 0
    for turn in range(TURNS):
        for batch in (0, 1):
            _, a = bergamot(folder, lines, batch, 2)
            _, b = siyaq(build, folder, lines, batch or 64, 2)
            # The second time everything is warm.
            theirs.setdefault(batch, []).append(a[-1]['words'] / a[-1]['seconds'])
            ours.setdefault(batch, []).append(b[-1]['words'] / b[-1]['seconds'])
            peaks[0].append(a[-1]['peak_mib'])
            peaks[1].append(b[-1]['peak_mib'])
            loads.append(b[-1]['load_ms'])
            if batch == 0:
                operations = b[-1]['operations']
                best = min(b[-1]['seconds'], best) if turn else b[-1]['seconds']
    for batch, name in ((0, 'all lines together'), (1, 'each line alone')):
        ratio = median([x / y for x, y in zip(ours[batch], theirs[batch])])
        row(f'words a second, {name}: Bergamot', f'{median(theirs[batch]):.0f}')
        row(f'words a second, {name}: here', f'{median(ours[batch]):.0f}')
        row(f'words a second, {name}: ratio', f'{ratio:.2f}', '≥ 4', ratio >= 4)
    row('peak memory: Bergamot', f'{max(peaks[0]):.0f} MiB')
    row('peak memory: here', f'{max(peaks[1]):.0f} MiB', '≤ a third', max(peaks[1]) * 3 <= max(peaks[0]))
    row('loading, median', f'{median(loads):.1f} ms', '≤ 60', median(loads) <= 60)
    row('loading, best', f'{min(loads):.1f} ms')
    short = ' '.join((lines[0] + ' ' + lines[1]).split()[:20])
    first = [siyaq(build, folder, [short], 1)[1][0]['seconds'] * 1000 for _ in range(TURNS)]
    row('first sentence of 20 words, median', f'{median(first):.1f} ms', '≤ 120', median(first) <= 120)
    for kernels in ('', 'avx2', 'portable'):
        more = ['--kernels', kernels] if kernels else []
        late = [siyaq(build, folder, lines * 20, 64, 1, '--cancel', str(ms), *more)[1][0]['cancel_ms'] for ms in (20, 60, 100, 150, 200)]
        row(f'cancelled after, longest{", " + kernels if kernels else ""}', f'{max(late):.1f} ms', '≤ 50', max(late) <= 50)
    peak = subprocess.run([os.path.join(build, 'marian-peak')], capture_output=True, text=True, check=True).stdout
    loop = float(re.search(r'loop=([\d.]+)', peak).group(1))
    row('int8 operations of these lines', f'{operations / 1e9:.1f} G')
    row('dot products of this processor in a loop', f'{loop:.0f} G/s')
    row('least time for these operations', f'{operations / loop / 1e9:.3f} s')
    row('time taken, best', f'{best:.3f} s')
    row('share of the limit', f'{operations / loop / 1e9 / best:.2f}')
    for kernels in ('avx-vnni', 'avx2', 'portable'):
        try:
            _, b = siyaq(build, folder, lines, 64, 2, '--kernels', kernels)
            row(f'words a second, all lines together: here, {kernels}', f'{b[-1]["words"] / b[-1]["seconds"]:.0f}')
        except subprocess.CalledProcessError:
            row(f'here, {kernels}', 'not here')


def agree(build, lines, folder):
    import sentencepiece
    for encoder, decoder in ((6, 2), (6, 4)):
        where = make_model(f'{folder}-{decoder}', encoder, decoder)
        vocab = sentencepiece.SentencePieceProcessor(model_file=os.path.join(where, [n for n in os.listdir(where) if n.endswith('.spm')][0]))
        theirs, _ = bergamot(where, lines, 1)
        ours, _ = siyaq(build, where, lines, 1)
        first = sum(vocab.encode(a)[:FIRST_PIECES] == vocab.encode(b)[:FIRST_PIECES] for a, b in zip(ours, theirs))
        row(f'random {encoder}/{decoder}: first {FIRST_PIECES} pieces agree', f'{first} of {len(lines)}', '≥ 95 %', first * 100 >= 95 * len(lines))
        row(f'random {encoder}/{decoder}: whole text agrees', f'{sum(a == b for a, b in zip(ours, theirs))} of {len(lines)}')
        # Bergamot knows no abbreviations: "Mr. Rudd" is two sentences to it.
        one = [i for i, line in enumerate(lines) if not re.search(r'[.?!]["”]?\s', line)]
        same = sum(ours[i] == theirs[i] for i in one)
        row(f'random {encoder}/{decoder}: of lines without a full stop inside', f'{same} of {len(one)}')


def main():
    if not SHARED:
        skip('SIYAQ_SHARED is not set')
    if not NODE:
        skip('there is no node')
    probe = subprocess.run([NODE, '-e', "require.resolve('@browsermt/bergamot-translator/package.json')"], capture_output=True, check=False)
    if probe.returncode:
        skip('node does not find @browsermt/bergamot-translator')
    build, what = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ''
    with open(os.path.join(SHARED, 'bench/flores-mt-dev.jsonl'), encoding='utf-8') as f:
        lines = [json.loads(line)['en'] for line in f]
    with tempfile.TemporaryDirectory() as folder:
        if what in ('', 'speed'):
            speed(build, lines[:LINES], os.path.join(folder, 'speed'))
        if what in ('', 'agree'):
            agree(build, lines[:AGREE_LINES], os.path.join(folder, 'agree'))


if __name__ == '__main__':
    main()
