// SPDX-License-Identifier: GPL-2.0-or-later
// Lines through Bergamot's own WebAssembly build, the engine of Firefox's translations: what the engine here is held against.
//   npm install @browsermt/bergamot-translator@0.4.9     (anywhere; run this from there, or name it in NODE_PATH)
//   node bergamot.cjs FOLDER [LINES_A_BATCH [REPEATS [INPUTS]]] < in.txt > out.txt
// FOLDER has model*.bin, vocab*.spm and lex*.bin. LINES_A_BATCH: 1 for each line alone, 0 for all together. Times and the peak of
// memory go to standard error. INPUTS: a file for the floats that go into each matrix product (u32 rows, u32 columns, f32 alpha,
// f32 values), with which the order of its sums was found.
const fs = require('fs'), path = require('path'), vm = require('vm');
const [folder, lines_a_batch = '1', repeats = '1', inputs] = process.argv.slice(2);
const find = (start, end) => path.join(folder, fs.readdirSync(folder).sort().find(name => name.startsWith(start) && name.endsWith(end)));
const bytes = file => { const b = fs.readFileSync(file); return b.buffer.slice(b.byteOffset, b.byteOffset + b.length); };
const root = path.dirname(require.resolve('@browsermt/bergamot-translator/package.json',
  {paths: [process.cwd(), ...(process.env.NODE_PATH || '').split(':').filter(Boolean)]}));
const worker = path.join(root, 'worker', 'bergamot-translator-worker');

// The products are imports of the module; in Firefox they are native, here they come from the module itself.
const PRODUCTS = {
  int8_prepare_a: 'int8PrepareAFallback', int8_prepare_b: 'int8PrepareBFallback',
  int8_prepare_b_from_transposed: 'int8PrepareBFromTransposedFallback',
  int8_prepare_b_from_quantized_transposed: 'int8PrepareBFromQuantizedTransposedFallback',
  int8_prepare_bias: 'int8PrepareBiasFallback', int8_multiply_and_add_bias: 'int8MultiplyAndAddBiasFallback',
  int8_select_columns_of_b: 'int8SelectColumnsOfBFallback'};
const log = inputs ? fs.openSync(inputs, 'w') : -1;

function record(values, alpha, zero, rows, columns) {
  const head = Buffer.alloc(12);
  head.writeUInt32LE(rows, 0);
  head.writeUInt32LE(columns, 4);
  head.writeFloatLE(alpha, 8);
  fs.writeSync(log, head);
  fs.writeSync(log, Buffer.from(globalThis.Module.HEAP8.buffer, values, rows * columns * 4));
}

globalThis.window = globalThis;
globalThis.document = {currentScript: {src: ''}};
globalThis.Module = {print() {}, printErr() {}, instantiateWasm(imports, accept) {
  let its = null;
  const gemm = {};
  for (const name in PRODUCTS)
    gemm[name] = (...args) => {
      if (log >= 0 && name === 'int8_prepare_a')
        record(...args);
      return its[PRODUCTS[name]](...args);
    };
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes(worker + '.wasm')), {...imports, wasm_gemm: gemm});
  its = instance.exports;
  accept(instance);
  return its;
}};
vm.runInThisContext(fs.readFileSync(worker + '.js', 'utf8'));

const bergamot = globalThis.Module;
function aligned(file, alignment) {
  const content = bytes(file), memory = new bergamot.AlignedMemory(content.byteLength, alignment);
  memory.getByteArrayView().set(new Int8Array(content));
  return memory;
}

// Firefox's own configuration.
const CONFIG = `beam-size: 1
normalize: 1.0
word-penalty: 0
max-length-break: 128
mini-batch-words: 1024
workspace: 128
max-length-factor: 2.0
skip-cost: true
cpu-threads: 0
quiet: true
quiet-translation: true
gemm-precision: int8shiftAlphaAll
alignment: soft
`;

const began = performance.now();
const service = new bergamot.BlockingService({cacheSize: 0}), vocabularies = new bergamot.AlignedMemoryList();
vocabularies.push_back(aligned(find('vocab', '.spm'), 64));
const model = new bergamot.TranslationModel(CONFIG, aligned(find('model', '.bin'), 256), aligned(find('lex', '.bin'), 64), vocabularies, null);
process.stderr.write(`load_ms=${(performance.now() - began).toFixed(1)}\n`);

function translate(lines) {
  const texts = new bergamot.VectorString(), options = new bergamot.VectorResponseOptions();
  for (const line of lines) {
    texts.push_back(line);
    options.push_back({alignment: false, html: false, qualityScores: false});
  }
  const answers = service.translate(model, texts, options);
  const out = lines.map((line, i) => answers.get(i).getTranslatedText());
  answers.delete();
  texts.delete();
  options.delete();
  return out;
}

const lines = fs.readFileSync(0, 'utf8').replace(/\n$/, '').split('\n');
const size = +lines_a_batch || lines.length;
let out;
for (let i = 0; i < +repeats; i++) {
  const start = performance.now();
  out = [];
  for (let at = 0; at < lines.length; at += size)
    out.push(...translate(lines.slice(at, at + size)));
  const words = out.join(' ').split(/\s+/).length;
  process.stderr.write(`words=${words} seconds=${((performance.now() - start) / 1000).toFixed(4)} ` +
    `peak_mib=${(process.resourceUsage().maxRSS / 1024).toFixed(1)}\n`);
}
process.stdout.write(out.join('\n') + '\n');
