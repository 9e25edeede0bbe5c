// Checks the style of the pages: npm run --prefix docs style. What it enforces is in .github/CONTRIBUTING.md.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const MODULE = join(ROOT, 'docs/modules/ROOT')
const MAX_WORDS = 32
const MAX_README_LINES = 110

// Tests or benchmarks write these.
const GENERATED = new Set(['benchmarks.adoc', 'lifecycle-table.adoc', 'meters.adoc'])
const MARKDOWN = ['README.md', '.github/CONTRIBUTING.md',
  'runtime/src/main/codestarts/quarkus/sidecar-codestart/base/README.tpl.qute.md']

const VERBS = new Set(('Add Build Call Choose Connect Control Debug Declare Develop Expose Find Inspect Monitor Operate Order Prepare Run Solve '
  + 'Supervise Test Use Watch Write').split(' '))

// Words that keep their capital letter inside of a title.
const PROPER = new Set(('Quarkus Sidecar Node.js Python Java MCP HTTP Redis PostgreSQL Dev UI Kubernetes CDI Docker Linux macOS Windows JVM Quinoa '
  + 'LangChain4j Spring Boot Compose .NET Aspire Testcontainers PM2 Services Prometheus Grafana Micrometer OpenAPI TLS SIGKILL CPU TTY I I/O Maven').split(' '))

const BRITISH = /\b(colou?rs? ?(?<=colour|colours)|behaviours?|favour\w*|honour\w*|neighbours?|labour|organis\w+|initialis\w+|normalis\w+|recognis\w+|memois\w+|realis\w+|summaris\w+|authoris\w+|serialis\w+|optimis\w+|minimis\w+|customis\w+|synchronis\w+|signall(?:ed|ing)|cancell(?:ed|ing)|labell(?:ed|ing)|modell(?:ed|ing)|travell\w+|misspelt|learnt|whilst|amongst|licences?|centres?|catalogues?|judgements?|analyse[sd]?|grey|cheque|programmes?|fulfil|towards)\b/i

// What the glossary retires, and what to write.
const RETIRED = [
  [/\b(whoever|nobody|somebody|anybody)\b/i, 'name it: caller, process, thread, user, another program'],
  [/\banew\b/i, 'again'],
  [/\bbeside\b/i, 'next to'],
  [/\b(mends?|mended|mending)\b/i, 'fix'],
  [/\bshall\b/i, 'must or will'],
  [/\b(seldom)\b/i, 'rarely'],
  [/\bobstinate\b/i, 'unresponsive'],
  [/\bhurr(y|ies|ied)\b/i, 'force-kill, escalate'],
  [/\bfolders?\b/i, 'directory'],
  [/\bstrangers?\b/i, 'unrelated process'],
  [/\b(tells?|told|telling|said)\b/i, 'log, report, notify'],
  [/\b(looks?|looked|looking)\b(?! secret)/i, 'scan, inspect'],
  [/\bset(s)? aside\b/i, 'quarantine'],
  [/\bleft alone\b|\bleaves? (it|them|that process) alone\b/i, 'skip'],
  [/\b(NEVER_READY|RECLAIMING|PROVED_LISTENER|health\.ownership)\b/, 'a name that exists'],
]

const problems = []
const report = (file, line, text) => problems.push(`${file.replace(ROOT, '')}:${line}: ${text}`)

// Prose as [line number, text]: no comments, blocks of code, attributes, or macros on lines of their own.
function prose (text, markdown) {
  const lines = []
  let fence = null
  text.split('\n').forEach((line, index) => {
    const opens = markdown ? /^```/.exec(line) : /^(-{4,}|\.{4,}|\+{4,}|\/{4,})$/.exec(line)
    if (fence) {
      if (opens && opens[0] === fence) fence = null
      return
    }
    if (opens) {
      fence = opens[0]
      return
    }
    if (!markdown && /^(\/\/|:[\w-]+:|\[[^\]]*\]$|include::|image::|ifdef::|endif::|\|===|----|--$|\+$)/.test(line)) return
    if (markdown && /^(\|[ -:|]+\|$|\{#|!\[)/.test(line)) return
    lines.push([index + 1, line])
  })
  return lines
}

// Code, links, and markup replaced by what a reader counts as words.
const plain = line => line
  .replace(/`\+?[^`]*\+?`/g, 'code')
  .replace(/xref:[^[\s]*\[([^\]]*)\]/g, (_, label) => label || 'link')
  .replace(/(link:|https?:)[^[\s]*\[([^\]]*)\]/g, '$2')
  .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
  .replace(/<https?:[^>]*>/g, 'link')
  .replace(/<<[^,>]*,?([^>]*)>>/g, '$1')
  .replace(/kbd:\[([^\]]*)\]/g, '$1')
  .replace(/[*_^+]/g, '')

const MARKER = /^(\s*([*.-]+|\d+\.)\s+|(NOTE|TIP|WARNING|IMPORTANT|CAUTION):\s+|[\w.-]*[alh]?\|\s*|\.(?=\w))/

function checkProse (file, lines, markdown) {
  let previous = ''
  for (const [number, raw] of lines) {
    const line = plain(raw).trim()
    const marked = MARKER.test(raw)
    const cells = /^[\w.]*\|/.test(line) ? line.split('|') : [line]
    for (const cell of cells) {
      for (const sentence of cell.replace(MARKER, '').split(/(?<=[.!?:;])\s+/)) {
        const words = sentence.split(/\s+/).filter(word => /\w/.test(word)).length
        if (words > MAX_WORDS) report(file, number, `${words} words in one sentence: ${sentence.slice(0, 70)}...`)
      }
      const inner = cell.replace(MARKER, '').trim()
      if (!markdown && !/^\.\w/.test(raw) && /(?<!\b(?:e\.g|i\.e|etc))[.!?] +["'(]*[A-Z]/.test(inner)) {
        report(file, number, `one sentence per line: ${inner.slice(0, 90)}`)
      }
    }
    if (!markdown && previous && !marked && /^[a-z]/.test(line) && !/[.:!?;,)]$/.test(previous)) {
      report(file, number, `a sentence goes over several lines: ${line.slice(0, 70)}`)
    }
    previous = /^=/.test(line) ? '' : line
    checkWords(file, number, line)
  }
}

function checkWords (file, number, line) {
  const british = BRITISH.exec(line)
  if (british) report(file, number, `British spelling: ${british[0]}`)
  for (const [word, instead] of RETIRED) {
    const found = word.exec(line)
    if (found) report(file, number, `"${found[0]}" is retired: ${instead}`)
  }
}

function checkTitle (file, number, title) {
  const capitalized = plain(title).split(/\s+/).slice(1)
    .map(word => word.replace(/^[("']+|[)"',:?!]+$|\.$/g, '').replace(/'s$/, ''))
    .filter(word => /^[A-Z]/.test(word) && !PROPER.has(word) && !/^[A-Z_]{2,}s?$/.test(word))
  if (capitalized.length > 0) report(file, number, `title is not in sentence case (${capitalized}): ${title}`)
  if (/[.:]$/.test(title)) report(file, number, `title ends with punctuation: ${title}`)
}

const howTos = new Set()
let group = ''
for (const line of readFileSync(join(MODULE, 'nav.adoc'), 'utf8').split('\n')) {
  if (line.startsWith('.')) group = line.slice(1)
  const page = /xref:([\w-]+\.adoc)\[/.exec(line)
  if (page && group === 'How-to') howTos.add(page[1])
}

function checkHeader (file, text) {
  const name = basename(file, '.adoc')
  const [first, second] = text.split('\n')
  if (first !== `[id="${name}"]`) report(file, 1, `the first line must be [id="${name}"]`)
  if (!/^= \S/.test(second)) report(file, 2, 'the second line must be the title')
  if (!/^:description: \S.{20,}$/m.test(text)) report(file, 2, 'there is no :description:')
  if (!/^:toc: preamble$/m.test(text)) report(file, 2, 'there is no :toc: preamble')
  const verb = second.replace(/^= /, '').split(' ')[0]
  if (howTos.has(basename(file)) && !VERBS.has(verb)) report(file, 2, `a how-to begins with a verb, not with "${verb}"`)
}

for (const directory of ['pages', 'partials']) {
  for (const name of readdirSync(join(MODULE, directory)).filter(name => name.endsWith('.adoc') && !GENERATED.has(name)
      || name === 'benchmarks.adoc' && directory === 'pages')) {
    const file = join(MODULE, directory, name)
    const text = readFileSync(file, 'utf8')
    if (directory === 'pages') checkHeader(file, text)
    const lines = prose(text, false)
    lines.filter(([, line]) => /^=+ /.test(line)).forEach(([number, line]) => checkTitle(file, number, line.replace(/^=+ /, '')))
    checkProse(file, lines, false)
  }
}

for (const name of MARKDOWN) {
  const file = join(ROOT, name)
  if (!existsSync(file)) {
    report(file, 1, 'this file is missing')
    continue
  }
  const text = readFileSync(file, 'utf8')
  const lines = prose(text, true)
  lines.filter(([, line]) => /^#+ /.test(line)).forEach(([number, line]) => checkTitle(file, number, line.replace(/^#+ /, '')))
  checkProse(file, lines.filter(([, line]) => !/^#/.test(line)), true)
  if (name === 'README.md' && text.split('\n').length - 1 > MAX_README_LINES) report(file, 1, `more than ${MAX_README_LINES} lines`)
}

if (problems.length > 0) {
  console.error(problems.join('\n'))
  console.error(`${problems.length} problems of style`)
  process.exit(1)
}
console.log('The style of the pages is as it should be')
