//! @{name}: @{summary}. It works as it is: built, checked, tested. Yours to replace are the functions make_...().
%% if provides_any == false
#![allow(dead_code)] // room for layers
%% end
mod docmill_abi;

use docmill_abi::*;
use std::os::raw::c_void;
use std::panic::{catch_unwind, AssertUnwindSafe};

// ---- what the stage says about itself: constant data, read before any code of this file has run

const fn port(layer: *const std::os::raw::c_char, kind: u32, flags: u32, summary: *const std::os::raw::c_char) -> docmill_port {
    docmill_port {
        size: size_of::<docmill_port>(),
        flags,
        kind,
        n_fields: 0,
        layer,
        over: std::ptr::null(),
        only_if: std::ptr::null(),
        summary,
        fields: std::ptr::null(),
    }
}

%% for r in requires
static REQUIRED_@{r.index}: docmill_port = port(c_str!("@{r.layer}"), KIND_@{r.c_kind}, @{r.rust_flags}, c_str!("what the stage reads"));
%% end
static REQUIRED: [&docmill_port; @{n_requires}] = [@{rust_required}];

%% if any_attributes
%% if has_text
static WORDS_KEY: docmill_field =
    docmill_field { size: size_of::<docmill_field>(), kind: TYPE_INTEGER, name: c_str!("words"), summary: c_str!("how many words count") };
static LONGEST_KEY: docmill_field =
    docmill_field { size: size_of::<docmill_field>(), kind: TYPE_STRING, name: c_str!("longest"), summary: c_str!("the longest of them; null without any") };
%% end
%% for o in others
static SIZE_KEY_@{o.index}: docmill_field = docmill_field {
    size: size_of::<docmill_field>(),
    kind: TYPE_INTEGER,
    name: c_str!("@{o.layer}_size"),
    summary: c_str!("how much @{o.layer} holds; null where it is absent"),
};
%% end
const N_KEYS: usize = @{n_keys};
static KEYS: [&docmill_field; N_KEYS] = [@{rust_keys}];

%% end
%% for p in provides
static PROVIDED_@{p.index}: docmill_port = docmill_port {
%% if p.kind == spans rewrite
    over: c_str!("@{p.over}"),
%% elif p.kind == attributes
    n_fields: N_KEYS as u32,
    fields: KEYS.as_ptr() as *const *const docmill_field,
%% end
    ..port(c_str!("@{p.layer}"), KIND_@{p.c_kind}, @{p.rust_flags}, c_str!("@{p.summary}"))
};
%% end
static PROVIDED: [&docmill_port; @{n_provides}] = [@{rust_provided}];

%% if has_text
static MINIMUM: docmill_option = docmill_option {
    size: size_of::<docmill_option>(),
    kind: OPTION_INTEGER,
    name: c_str!("minimum"),
    fallback: c_str!("4"),
    minimum: 1.0,
    maximum: 1000.0,
    choices: std::ptr::null(),
    summary: c_str!("shortest word that counts, in bytes"),
};
%% if filter
static FEWEST_WORDS: docmill_option = docmill_option {
    size: size_of::<docmill_option>(),
    kind: OPTION_INTEGER,
    name: c_str!("fewest-words"),
    fallback: c_str!("1"),
    minimum: 0.0,
    maximum: 1000000.0,
    choices: std::ptr::null(),
    summary: c_str!("a document with fewer words that count is dropped"),
};
static OPTIONS: [&docmill_option; 2] = [&MINIMUM, &FEWEST_WORDS];
%% else
static OPTIONS: [&docmill_option; 1] = [&MINIMUM];
%% end

%% end
/// What was configured: shared by all threads, never changed.
struct Model {
%% if has_text
    minimum: usize,
%% if filter
    fewest_words: usize,
%% end
%% if writer
    file: u32,
%% end
%% end
}

/// The rows and the strings of a layer that is being made: scratch space of one thread, used again for every document.
#[derive(Default)]
struct Layer {
    spans: Vec<docmill_span>,
    edits: Vec<docmill_edit>,
    cells: Vec<docmill_cell>, // of attributes: the nulls, then the keys
    pool: Vec<u8>,
}

impl Layer {
    fn clear(&mut self) {
        self.spans.clear();
        self.edits.clear();
        self.cells.clear();
        self.pool.clear();
    }
%% if any_refs
    /// Strings stand in the pool in the order of the rows, without gaps.
    fn add(&mut self, text: &[u8]) -> docmill_ref {
        let offset = self.pool.len() as u32;
        self.pool.extend_from_slice(text);
        docmill_ref { offset, size: text.len() as u32 }
    }
%% end
}

struct Worker<'a> {
    model: &'a Model,
    layer: Layer,
%% if own
    made: Vec<u8>, // the text @{own_layer} as it will be: spans lie over that
%% end
%% if ordered
    /// Remembered: the stage is ORDERED, so there is one worker, in input order.
    #[allow(dead_code)]
    documents: u64,
%% end
}

/// One document. Layers by the index of REQUIRED; None where absent.
struct Document<'a>(&'a docmill_document);

impl Document<'_> {
    fn layer(&self, i: usize) -> Option<&docmill_layer> {
        unsafe { (*self.0.layers.add(i)).as_ref() }
    }
%% if has_text
    /// Of a text that is required the host sees to it that it is there; an empty one otherwise.
    fn text(&self, i: usize) -> &[u8] {
        self.layer(i).map_or(&[], |layer| unsafe { pool(layer) })
    }
%% end
}

%% if has_text
/// A word is a run of letters and digits; all that is not ASCII counts as letters, so no character is ever cut. The
/// words of at least `minimum` bytes, as (start, end).
fn words(text: &[u8], minimum: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() {
            let start = at;
            let length = text[start..].iter().take_while(|c| !c.is_ascii() || c.is_ascii_alphanumeric()).count();
            at = start + length + 1;
            if length > 0 && length >= minimum {
                return Some((start, start + length));
            }
        }
        None
    })
}

%% end
%% if any_measures
/// How much a layer holds: bytes of a text, spans, rows of attributes (one); None where it is absent. To read a key of
/// attributes or a field of spans, find its place by name in setup.inputs[i].fields, in `create`.
fn size_of_layer(layer: Option<&docmill_layer>) -> Option<i64> {
    layer.map(|layer| match layer.kind {
        KIND_SPANS | KIND_ATTRIBUTES => i64::from(layer.n_rows),
        _ => layer.pool_size as i64,
    })
}

%% end
// ---- making: what is added to the layer is put when the function returns

%% for p in provides
%% if p.kind == spans
/// A span for each word that counts, in the order of their start; offsets are bytes of `text`, which is @{p.over}.
fn make_@{p.layer}(model: &Model, text: &[u8], layer: &mut Layer) {
    for (start, end) in words(text, model.minimum) {
        let value = layer.add(&text[start..end]);
        let nulls = NULL_LABEL | NULL_SCORE;
        layer.spans.push(docmill_span { nulls, start: start as u32, end: end as u32, value, ..Default::default() });
    }
}

%% elif p.kind == rewrite
/// The words that count in capitals (of ASCII): an edit for each word that changes. What no edit names is kept.
%% if p.below
/// `made` becomes the new text.
fn make_@{p.layer}(model: &Model, document: &Document, layer: &mut Layer, made: &mut Vec<u8>) {
    made.clear();
    let mut copied = 0;
%% else
fn make_@{p.layer}(model: &Model, document: &Document, layer: &mut Layer) {
%% end
    let text = document.text(@{text});
    for (start, end) in words(text, model.minimum) {
        let capitals = text[start..end].to_ascii_uppercase();
        if capitals != text[start..end] {
            let replacement = layer.add(&capitals);
            layer.edits.push(docmill_edit { start: start as u32, end: end as u32, replacement });
%% if p.below
            made.extend_from_slice(&text[copied..start]);
            made.extend_from_slice(&capitals);
            copied = end;
%% end
        }
    }
%% if p.below
    made.extend_from_slice(&text[copied..]);
%% end
}

%% elif p.kind == attributes
/// Figures, in the order of KEYS. The first cell holds the nulls; a null cell has all bits zero.
%% if has_text
fn make_@{p.layer}(model: &Model, document: &Document, layer: &mut Layer) {
%% else
fn make_@{p.layer}(_model: &Model, document: &Document, layer: &mut Layer) {
%% end
    let mut nulls = 0;
    let mut cells = [docmill_cell { integer: 0 }; N_KEYS];
%% if has_text
    let text = document.text(@{text});
    let mut longest: &[u8] = &[];
    for (start, end) in words(text, model.minimum) {
        cells[0].integer = unsafe { cells[0].integer } + 1;
        if end - start > longest.len() {
            longest = &text[start..end];
        }
    }
    if longest.is_empty() {
        nulls |= null_key(1);
    } else {
        cells[1].string = layer.add(longest);
    }
%% end
%% for o in others
    match size_of_layer(document.layer(@{o.index})) {
        Some(size) => cells[@{o.key}].integer = size,
        None => nulls |= null_key(@{o.key}),
    }
%% end
    layer.cells.push(docmill_cell { integer: nulls as i64 });
    layer.cells.extend_from_slice(&cells);
}

%% elif p.kind == json
/// One JSON value. Everything in it is a number here; strings need escaping.
%% if has_text
fn make_@{p.layer}(model: &Model, document: &Document, layer: &mut Layer) {
%% else
fn make_@{p.layer}(_model: &Model, document: &Document, layer: &mut Layer) {
%% end
    let mut members: Vec<String> = Vec::new();
%% if has_text
    members.push(format!("\"words\":{}", words(document.text(@{text}), model.minimum).count()));
%% end
%% for o in others
    let size = size_of_layer(document.layer(@{o.index})).map_or("null".to_string(), |size| size.to_string());
    members.push(format!("\"@{o.layer}\":{}", size));
%% end
    layer.pool.extend_from_slice(format!("{{{}}}", members.join(",")).as_bytes());
}

%% else
%% if has_text
/// The words that count, one blank between them.
%% if p.below
/// `made` becomes the same text.
fn make_@{p.layer}(model: &Model, document: &Document, layer: &mut Layer, made: &mut Vec<u8>) {
%% else
fn make_@{p.layer}(model: &Model, document: &Document, layer: &mut Layer) {
%% end
    let text = document.text(@{text});
    for (start, end) in words(text, model.minimum) {
        if !layer.pool.is_empty() {
            layer.pool.push(b' ');
        }
        layer.pool.extend_from_slice(&text[start..end]);
    }
%% else
/// How much there is of each layer.
fn make_@{p.layer}(_model: &Model, document: &Document, layer: &mut Layer) {
%% end
%% for o in others
    if let Some(size) = size_of_layer(document.layer(@{o.index})) {
        let before = if layer.pool.is_empty() { "" } else { "; " };
        layer.pool.extend_from_slice(format!("{}@{o.layer}: {}", before, size).as_bytes());
    }
%% end
%% if p.below
    made.clear();
    made.extend_from_slice(&layer.pool);
%% end
}

%% end
%% end
%% if filter
/// What is not wanted is dropped: counted, listed in the index, and not written.
fn is_wanted(model: &Model, document: &Document) -> bool {
    words(document.text(@{text}), model.minimum).count() >= model.fewest_words
}

%% end
%% if writer
/// A line for each document, in input order, into records/@{name}.txt: the words that count, one blank between them.
fn line_of(model: &Model, document: &Document) -> Vec<u8> {
    let text = document.text(@{text});
    let found: Vec<&[u8]> = words(text, model.minimum).map(|(start, end)| &text[start..end]).collect();
    let mut line = found.join(&b' ');
    line.push(b'\n');
    line
}

%% end
// ---- one document after another

/// Everything that the stage makes of one document.
fn work_on(worker: &mut Worker, document: &Document, out: &Out) -> i32 {
%% if unread
    // The other layers: document.layer(i) by their place in REQUIRED.
%% end
%% if ordered
    worker.documents += 1;
%% end
%% if filter
    if !is_wanted(worker.model, document) {
        return out.drop_document("too-few-words", "the document has too few words");
    }
%% end
%% for p in provides
    worker.layer.clear();
%% if p.below
    make_@{p.layer}(worker.model, document, &mut worker.layer, &mut worker.made);
%% elif p.kind == spans
%% if own
    make_@{p.layer}(worker.model, &worker.made, &mut worker.layer);
%% else
    make_@{p.layer}(worker.model, document.text(@{text}), &mut worker.layer);
%% end
%% else
    make_@{p.layer}(worker.model, document, &mut worker.layer);
%% end
    let status = out.put(@{p.index}, KIND_@{p.c_kind}, &worker.layer);
    if status != OK {
        return status;
    }
%% end
%% if writer
    out.emit(worker.model.file, &line_of(worker.model, document))
%% else
    OK
%% end
}

/// Where the results of one document go.
struct Out {
    raw: *mut docmill_output,
    index: u32,
}

impl Out {
%% if provides_any
    fn put(&self, port: u32, kind: u32, layer: &Layer) -> i32 {
        put(self.raw, self.index, port, kind, layer)
    }
%% end
%% if filter
    fn drop_document(&self, code: &str, message: &str) -> i32 {
        unsafe { ((*self.raw).verdict)(self.raw, self.index, DROP, to_str(code), to_str(message)) }
    }
%% end
%% if writer
    fn emit(&self, file: u32, bytes: &[u8]) -> i32 {
        let bytes = docmill_str { data: bytes.as_ptr(), size: bytes.len() as u64 };
        unsafe { ((*self.raw).emit)(self.raw, self.index, file, bytes) }
    }
%% end
}

%% if provides_any
/// The layer as the host takes it; it is checked and copied before this returns.
fn put(out: *mut docmill_output, index: u32, port: u32, kind: u32, layer: &Layer) -> i32 {
    let (rows, n_rows, row_size) = match kind {
        KIND_SPANS => (layer.spans.as_ptr() as *const c_void, layer.spans.len(), std::mem::size_of::<docmill_span>()),
        KIND_REWRITE => (layer.edits.as_ptr() as *const c_void, layer.edits.len(), std::mem::size_of::<docmill_edit>()),
        KIND_ATTRIBUTES => (layer.cells.as_ptr() as *const c_void, 1, layer.cells.len() * 8),
        _ => (std::ptr::null(), 0, 0),
    };
    let raw = docmill_layer {
        size: size_of::<docmill_layer>(),
        kind,
        rows,
        n_rows: n_rows as u32,
        row_size: row_size as u32,
        pool: layer.pool.as_ptr(),
        pool_size: layer.pool.len() as u64,
        map: std::ptr::null(),
        n_map: 0,
    };
    unsafe { ((*out).put)(out, index, port, &raw) }
}
%% end

unsafe extern "C" fn process(worker: *mut c_void, batch: *const docmill_batch, out: *mut docmill_output) -> i32 {
    let worker = &mut *(worker as *mut Worker);
    for index in 0..(*batch).n_documents {
        let document = Document(&**(*batch).documents.add(index as usize));
        let results = Out { raw: out, index };
        // No panic may cross the boundary: it costs one document.
        let status = match catch_unwind(AssertUnwindSafe(|| work_on(worker, &document, &results))) {
            Ok(status) => status,
            Err(_) => ((*out).verdict)(out, index, FAIL, to_str("panic"), to_str("the stage panicked; see its message above")),
        };
        // REFUSED: the host has failed this document and said why; the next ones are as good as ever.
        if status != OK && status != REFUSED {
            return status;
        }
    }
    OK
}

unsafe extern "C" fn create(_stage: *const docmill_stage, setup: *const docmill_setup, model: *mut *mut c_void) -> i32 {
%% if has_text
    let values = (*setup).values; // one for each of OPTIONS, checked against its bounds by the host
%% if writer
    let file = ((*setup).open_output)(setup, OUTPUT_FILE, to_str("@{name}.txt"), to_str(""));
    if file == u32::MAX {
        return ERROR_CONFIGURATION; // the host has said why
    }
%% end
    let configured = Model {
        minimum: (*values).integer as usize,
%% if filter
        fewest_words: (*values.add(1)).integer as usize,
%% end
%% if writer
        file,
%% end
    };
    *model = Box::into_raw(Box::new(configured)) as *mut c_void;
%% else
    let _ = setup;
    *model = Box::into_raw(Box::new(Model {})) as *mut c_void;
%% end
    OK
}

unsafe extern "C" fn destroy(model: *mut c_void) {
    drop(Box::from_raw(model as *mut Model));
}

unsafe extern "C" fn open(model: *const c_void, worker: *mut *mut c_void) -> i32 {
    let model = &*(model as *const Model);
    let fresh = Worker {
        model,
        layer: Layer::default(),
%% if own
        made: Vec::new(),
%% end
%% if ordered
        documents: 0,
%% end
    };
    *worker = Box::into_raw(Box::new(fresh)) as *mut c_void;
    OK
}

unsafe extern "C" fn close(worker: *mut c_void) {
    drop(Box::from_raw(worker as *mut Worker));
}

// ---- what the library exports

static STAGE: docmill_stage = docmill_stage {
    size: size_of::<docmill_stage>(),
%% if schedule == pure
    flags: PURE, // a function of the layers it requires and its options, and of nothing else
%% elif schedule == ordered
    flags: ORDERED, // it depends on the documents before, too
%% else
    flags: EXTERNAL, // it depends on the world, too
%% end
    id: c_str!("@{name}"),
    version: c_str!("0.1.0"),
    summary: c_str!("@{summary}"),
    n_requires: REQUIRED.len() as u32,
    n_provides: PROVIDED.len() as u32,
    requires_ports: REQUIRED.as_ptr() as *const *const docmill_port,
    provides_ports: PROVIDED.as_ptr() as *const *const docmill_port,
%% if has_text
    n_options: OPTIONS.len() as u32,
    reserved: 0,
    options: OPTIONS.as_ptr() as *const *const docmill_option,
%% else
    n_options: 0,
    reserved: 0,
    options: std::ptr::null(),
%% end
    create,
    open,
    process,
    close,
    destroy,
    finish: None,
    begin: None,
    end: None,
};
static STAGES: [&docmill_stage; 1] = [&STAGE];

#[no_mangle]
#[allow(non_upper_case_globals)]
pub static docmill_stage_library_1: docmill_stage_library = docmill_stage_library {
    size: size_of::<docmill_stage_library>(),
    min_host_minor: 0,
    built_minor: ABI_MINOR,
    sdk: c_str!("rust, by hand"),
    compiler: c_str!("rustc"),
    stages: STAGES.as_ptr() as *const *const docmill_stage,
    n_stages: 1,
    reserved: 0,
};
