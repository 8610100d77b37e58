import type { StreamParser } from "@codemirror/streamparser";

export type Grammar = StreamParser<unknown>;

type Mode = Record<string, unknown>;

/** Each file of grammars, loaded when an answer first has such code. */
const files = {
  c: () => import("@codemirror/legacy-modes/mode/clike"),
  clojure: () => import("@codemirror/legacy-modes/mode/clojure"),
  cmake: () => import("@codemirror/legacy-modes/mode/cmake"),
  css: () => import("@codemirror/legacy-modes/mode/css"),
  diff: () => import("@codemirror/legacy-modes/mode/diff"),
  docker: () => import("@codemirror/legacy-modes/mode/dockerfile"),
  elm: () => import("@codemirror/legacy-modes/mode/elm"),
  erlang: () => import("@codemirror/legacy-modes/mode/erlang"),
  fortran: () => import("@codemirror/legacy-modes/mode/fortran"),
  go: () => import("@codemirror/legacy-modes/mode/go"),
  groovy: () => import("@codemirror/legacy-modes/mode/groovy"),
  haskell: () => import("@codemirror/legacy-modes/mode/haskell"),
  http: () => import("@codemirror/legacy-modes/mode/http"),
  javascript: () => import("@codemirror/legacy-modes/mode/javascript"),
  julia: () => import("@codemirror/legacy-modes/mode/julia"),
  latex: () => import("@codemirror/legacy-modes/mode/stex"),
  lua: () => import("@codemirror/legacy-modes/mode/lua"),
  ml: () => import("@codemirror/legacy-modes/mode/mllike"),
  nginx: () => import("@codemirror/legacy-modes/mode/nginx"),
  octave: () => import("@codemirror/legacy-modes/mode/octave"),
  pascal: () => import("@codemirror/legacy-modes/mode/pascal"),
  perl: () => import("@codemirror/legacy-modes/mode/perl"),
  powershell: () => import("@codemirror/legacy-modes/mode/powershell"),
  properties: () => import("@codemirror/legacy-modes/mode/properties"),
  protobuf: () => import("@codemirror/legacy-modes/mode/protobuf"),
  python: () => import("@codemirror/legacy-modes/mode/python"),
  r: () => import("@codemirror/legacy-modes/mode/r"),
  ruby: () => import("@codemirror/legacy-modes/mode/ruby"),
  rust: () => import("@codemirror/legacy-modes/mode/rust"),
  sass: () => import("@codemirror/legacy-modes/mode/sass"),
  shell: () => import("@codemirror/legacy-modes/mode/shell"),
  sql: () => import("@codemirror/legacy-modes/mode/sql"),
  swift: () => import("@codemirror/legacy-modes/mode/swift"),
  toml: () => import("@codemirror/legacy-modes/mode/toml"),
  visualBasic: () => import("@codemirror/legacy-modes/mode/vb"),
  xml: () => import("@codemirror/legacy-modes/mode/xml"),
  yaml: () => import("@codemirror/legacy-modes/mode/yaml"),
} satisfies Record<string, () => Promise<Mode>>;

/** The file of a grammar, its name in there, and what people call it behind a fence. */
const grammars: [file: keyof typeof files, name: string, labels: string][] = [
  ["c", "c", "c h"],
  ["c", "cpp", "cpp c++ cc cxx hpp arduino cuda"],
  ["c", "csharp", "csharp c# cs"],
  ["c", "dart", "dart"],
  ["c", "java", "java"],
  ["c", "kotlin", "kotlin kt kts"],
  ["c", "objectiveC", "objectivec objective-c objc"],
  ["c", "scala", "scala"],
  ["clojure", "clojure", "clojure clj edn"],
  ["cmake", "cmake", "cmake"],
  ["css", "css", "css"],
  ["css", "less", "less"],
  ["css", "sCSS", "scss"],
  ["diff", "diff", "diff patch"],
  ["docker", "dockerFile", "dockerfile docker containerfile"],
  ["elm", "elm", "elm"],
  ["erlang", "erlang", "erlang erl"],
  ["fortran", "fortran", "fortran f90 f95"],
  ["go", "go", "go golang"],
  ["groovy", "groovy", "groovy gradle jenkinsfile"],
  ["haskell", "haskell", "haskell hs"],
  ["http", "http", "http"],
  ["javascript", "javascript", "javascript js jsx mjs cjs node"],
  ["javascript", "json", "json json5 jsonc jsonl ndjson"],
  ["javascript", "jsonld", "jsonld"],
  ["javascript", "typescript", "typescript ts tsx mts cts"],
  ["julia", "julia", "julia jl"],
  ["latex", "stex", "latex tex"],
  ["lua", "lua", "lua"],
  ["ml", "fSharp", "fsharp f# fs"],
  ["ml", "oCaml", "ocaml ml"],
  ["nginx", "nginx", "nginx"],
  ["octave", "octave", "octave matlab m"],
  ["pascal", "pascal", "pascal delphi"],
  ["perl", "perl", "perl pl"],
  ["powershell", "powerShell", "powershell ps1 pwsh ps"],
  ["properties", "properties", "properties ini env dotenv cfg conf"],
  ["protobuf", "protobuf", "protobuf proto"],
  ["python", "python", "python py python3 pycon"],
  ["r", "r", "r rscript"],
  ["ruby", "ruby", "ruby rb"],
  ["rust", "rust", "rust rs"],
  ["sass", "sass", "sass"],
  ["shell", "shell", "shell sh bash zsh console shellsession fish"],
  ["sql", "standardSQL", "sql"],
  ["sql", "mySQL", "mysql mariadb"],
  ["sql", "pgSQL", "postgresql postgres pgsql plpgsql"],
  ["sql", "msSQL", "tsql mssql t-sql"],
  ["sql", "sqlite", "sqlite sqlite3"],
  ["swift", "swift", "swift"],
  ["toml", "toml", "toml"],
  ["visualBasic", "vb", "vb vbnet vba visualbasic"],
  ["xml", "html", "html htm vue svelte"],
  ["xml", "xml", "xml svg xaml xsd xsl rss plist csproj"],
  ["yaml", "yaml", "yaml yml"],
];

const byLabel = new Map(
  grammars.flatMap(([file, name, labels]) => labels.split(" ").map((label) => [label, { file, name }])),
);

const loaded = new Map<string, Grammar>();

/** The grammar of what is written behind a fence, if it has been loaded; undefined where it has not. */
export function loadedGrammar(label: string): Grammar | undefined {
  return loaded.get(label.toLowerCase());
}

/** Loads the grammar of what is written behind a fence; null where there is none. */
export async function loadGrammar(label: string): Promise<Grammar | null> {
  const key = label.toLowerCase();
  const entry = byLabel.get(key);
  if (!entry) return null;
  const mode: Mode = await files[entry.file]();
  const grammar = mode[entry.name] as Grammar;
  loaded.set(key, grammar);
  return grammar;
}
