//! The stage ABI of docmill, version 1.0, as docmill/stage_abi.h declares it; what each thing means is told there.
//! Written out by hand, so that a stage needs rustc alone. The sizes at the end are checked when it is compiled. Structs
//! may grow at the tail in a later minor; a stage built from this file goes on to work.
#![allow(dead_code, non_camel_case_types)]

use std::os::raw::{c_char, c_void};

pub const ABI_MAJOR: u16 = 1;
pub const ABI_MINOR: u16 = 0;

/// "text" as a C string, for constant data.
macro_rules! c_str {
    ($text:expr) => {
        concat!($text, "\0").as_ptr() as *const std::os::raw::c_char
    };
}
pub(crate) use c_str;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct docmill_str {
    pub data: *const u8,
    pub size: u64,
}

#[repr(C)]
#[derive(Clone, Copy, Default)]
pub struct docmill_ref {
    pub offset: u32,
    pub size: u32,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub union docmill_cell {
    pub integer: i64,
    pub number: f64,
    pub string: docmill_ref,
}

pub const TYPE_BOOLEAN: u32 = 1;
pub const TYPE_INTEGER: u32 = 2;
pub const TYPE_NUMBER: u32 = 3;
pub const TYPE_STRING: u32 = 4;

pub const KIND_TEXT: u32 = 1;
pub const KIND_SPANS: u32 = 2;
pub const KIND_ATTRIBUTES: u32 = 3;
pub const KIND_REWRITE: u32 = 4;
pub const KIND_JSON: u32 = 5;
pub const KIND_BYTES: u32 = 6;

#[repr(C)]
#[derive(Clone, Copy, Default)]
pub struct docmill_span {
    pub nulls: u64,
    pub start: u32,
    pub end: u32,
    pub label: docmill_ref,
    pub value: docmill_ref,
    pub score: f64,
}
pub const NULL_LABEL: u64 = 1;
pub const NULL_VALUE: u64 = 2;
pub const NULL_SCORE: u64 = 4;
pub const fn null_field(i: u32) -> u64 {
    1 << (3 + i)
}

#[repr(C)]
#[derive(Clone, Copy, Default)]
pub struct docmill_attributes {
    pub nulls: u64,
}
pub const fn null_key(i: u32) -> u64 {
    1 << i
}

#[repr(C)]
#[derive(Clone, Copy, Default)]
pub struct docmill_edit {
    pub start: u32,
    pub end: u32,
    pub replacement: docmill_ref,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct docmill_map_run {
    pub start: u32,
    pub source_start: u32,
    pub unit: u32,
    pub source_unit: u32,
}

#[repr(C)]
pub struct docmill_layer {
    pub size: u32,
    pub kind: u32,
    pub rows: *const c_void,
    pub n_rows: u32,
    pub row_size: u32,
    pub pool: *const u8,
    pub pool_size: u64,
    pub map: *const docmill_map_run,
    pub n_map: u64,
}

#[repr(C)]
pub struct docmill_document {
    pub size: u32,
    pub n_layers: u32,
    pub layers: *const *const docmill_layer,
}

#[repr(C)]
pub struct docmill_batch {
    pub size: u32,
    pub n_documents: u32,
    pub documents: *const *const docmill_document,
}

#[repr(C)]
pub struct docmill_field {
    pub size: u32,
    pub kind: u32, // `type` in C
    pub name: *const c_char,
    pub summary: *const c_char,
}

pub const PORT_OPTIONAL: u32 = 1;
pub const PORT_NO_LABEL: u32 = 2;
pub const PORT_NO_VALUE: u32 = 4;
pub const PORT_NO_SCORE: u32 = 8;

#[repr(C)]
pub struct docmill_port {
    pub size: u32,
    pub flags: u32,
    pub kind: u32,
    pub n_fields: u32,
    pub layer: *const c_char,
    pub over: *const c_char,
    pub only_if: *const c_char,
    pub summary: *const c_char,
    pub fields: *const *const docmill_field,
}

pub const OPTION_BOOLEAN: u32 = 1;
pub const OPTION_INTEGER: u32 = 2;
pub const OPTION_NUMBER: u32 = 3;
pub const OPTION_STRING: u32 = 4;
pub const OPTION_STRINGS: u32 = 5;
pub const OPTION_FILE: u32 = 6;
pub const OPTION_FILES: u32 = 7;

#[repr(C)]
pub struct docmill_option {
    pub size: u32,
    pub kind: u32, // `type` in C
    pub name: *const c_char,
    pub fallback: *const c_char,
    pub minimum: f64,
    pub maximum: f64,
    pub choices: *const *const c_char,
    pub summary: *const c_char,
}

#[repr(C)]
pub struct docmill_resource {
    pub name: docmill_str,
    pub bytes: docmill_str,
    pub sha256: docmill_str,
}

#[repr(C)]
pub struct docmill_value {
    pub kind: u32, // `type` in C
    pub n_items: u32,
    pub integer: i64,
    pub number: f64,
    pub strings: *const docmill_str,
    pub resources: *const docmill_resource,
}

#[repr(C)]
pub struct docmill_catalogue_entry {
    pub size: u32,
    pub flags: u32,
    pub layer: docmill_str,
    pub port: docmill_str,
    pub over: docmill_str,
    pub provider: docmill_str,
    pub kind: u32,
    pub n_fields: u32,
    pub fields: *const *const docmill_field,
}

pub const LEVEL_DEBUG: u32 = 0;
pub const LEVEL_INFO: u32 = 1;
pub const LEVEL_WARNING: u32 = 2;
pub const LEVEL_ERROR: u32 = 3;
pub const OUTPUT_FILE: u32 = 1;
pub const OUTPUT_FOLDER: u32 = 2;

#[repr(C)]
pub struct docmill_setup {
    pub size: u32,
    pub host_minor: u32,
    pub host_name: *const c_char,
    pub host_version: *const c_char,
    pub stage_name: docmill_str,
    pub n_values: u32,
    pub n_inputs: u32,
    pub values: *const docmill_value,
    pub inputs: *const *const docmill_catalogue_entry,
    pub outputs: *const *const docmill_catalogue_entry,
    pub n_outputs: u32,
    pub reserved: u32,
    pub implementation: *mut c_void, // `impl` in C
    pub log: unsafe extern "C" fn(*const docmill_setup, u32, docmill_str),
    pub diagnose: unsafe extern "C" fn(*const docmill_setup, u32, docmill_str, u32, u32, u32, docmill_str),
    pub open_output: unsafe extern "C" fn(*const docmill_setup, u32, docmill_str, docmill_str) -> u32,
}

pub const OK: i32 = 0;
pub const REFUSED: i32 = 1;
pub const STOP: i32 = 2;
pub const ERROR_CONFIGURATION: i32 = 3;
pub const ERROR_RESOURCE: i32 = 4;
pub const ERROR_INTERNAL: i32 = 5;
pub const DROP: u32 = 1;
pub const FAIL: u32 = 2;
pub const NO_DOCUMENT: u32 = u32::MAX;

#[repr(C)]
pub struct docmill_output {
    pub size: u32,
    pub reserved: u32,
    pub implementation: *mut c_void, // `impl` in C
    pub put: unsafe extern "C" fn(*mut docmill_output, u32, u32, *const docmill_layer) -> i32,
    pub verdict: unsafe extern "C" fn(*mut docmill_output, u32, u32, docmill_str, docmill_str) -> i32,
    pub note: unsafe extern "C" fn(*mut docmill_output, u32, u32, docmill_str, docmill_str) -> i32,
    pub emit: unsafe extern "C" fn(*mut docmill_output, u32, u32, docmill_str) -> i32,
    pub should_stop: unsafe extern "C" fn(*const docmill_output) -> i32,
}

pub const PURE: u32 = 1;
pub const ORDERED: u32 = 2;
pub const EXTERNAL: u32 = 4;
pub const READS_ALL: u32 = 8;
pub const PORTS_FROM_PIPELINE: u32 = 16;

#[repr(C)]
pub struct docmill_stage {
    pub size: u32,
    pub flags: u32,
    pub id: *const c_char,
    pub version: *const c_char,
    pub summary: *const c_char,
    pub n_requires: u32,
    pub n_provides: u32,
    pub requires_ports: *const *const docmill_port,
    pub provides_ports: *const *const docmill_port,
    pub n_options: u32,
    pub reserved: u32,
    pub options: *const *const docmill_option,
    pub create: unsafe extern "C" fn(*const docmill_stage, *const docmill_setup, *mut *mut c_void) -> i32,
    pub open: unsafe extern "C" fn(*const c_void, *mut *mut c_void) -> i32,
    pub process: unsafe extern "C" fn(*mut c_void, *const docmill_batch, *mut docmill_output) -> i32,
    pub close: unsafe extern "C" fn(*mut c_void),
    pub destroy: unsafe extern "C" fn(*mut c_void),
    pub finish: Option<unsafe extern "C" fn(*mut c_void, *mut docmill_output) -> i32>,
    pub begin: Option<unsafe extern "C" fn(*const c_void, *mut docmill_output) -> i32>,
    pub end: Option<unsafe extern "C" fn(*const c_void, *mut docmill_output) -> i32>,
}

#[repr(C)]
pub struct docmill_stage_library {
    pub size: u32,
    pub min_host_minor: u16,
    pub built_minor: u16,
    pub sdk: *const c_char,
    pub compiler: *const c_char,
    pub stages: *const *const docmill_stage,
    pub n_stages: u32,
    pub reserved: u32,
}

#[repr(C)]
pub struct docmill_elf_note {
    pub name_size: u32,
    pub descriptor_size: u32,
    pub kind: u32,
    pub name: [u8; 8],
    pub abi_major: u16,
    pub abi_minor: u16,
    pub pointer_size: u16,
    pub flags: u16,
}

/// DOCMILL_NOTE of the header: by it docmill knows a plugin before any of its code can run.
#[used]
#[link_section = ".note.docmill"]
static NOTE: docmill_elf_note = docmill_elf_note {
    name_size: 8,
    descriptor_size: 8,
    kind: 1,
    name: *b"docmill\0",
    abi_major: ABI_MAJOR,
    abi_minor: ABI_MINOR,
    pointer_size: 8,
    flags: 0,
};

// Declarations are constant data; their pointers lead to more of it.
unsafe impl Sync for docmill_field {}
unsafe impl Sync for docmill_port {}
unsafe impl Sync for docmill_option {}
unsafe impl Sync for docmill_stage {}
unsafe impl Sync for docmill_stage_library {}

const fn same(size: usize, right: usize) {
    assert!(size == right, "docmill_abi.rs is not stage_abi.h");
}
macro_rules! sizes {
    ($($name:ident $bytes:expr),* $(,)?) => { $(const _: () = same(std::mem::size_of::<$name>(), $bytes);)* };
}
sizes! {
    docmill_str 16, docmill_ref 8, docmill_cell 8, docmill_span 40, docmill_attributes 8, docmill_edit 16, docmill_map_run 16,
    docmill_layer 56, docmill_document 16, docmill_batch 16, docmill_field 24, docmill_port 56, docmill_option 56,
    docmill_resource 48, docmill_value 40, docmill_catalogue_entry 88, docmill_setup 112, docmill_output 56, docmill_stage 136,
    docmill_stage_library 40, docmill_elf_note 28,
}

/// The size of a struct, as its first member says it.
pub const fn size_of<T>() -> u32 {
    std::mem::size_of::<T>() as u32
}

/// A string for the host; it copies it before the call returns.
pub fn to_str(text: &str) -> docmill_str {
    docmill_str { data: text.as_ptr(), size: text.len() as u64 }
}

/// The pool of a layer: the bytes of a text. Valid until `process` returns.
///
/// # Safety
/// `layer` came from the host in this call.
pub unsafe fn pool(layer: &docmill_layer) -> &[u8] {
    if layer.pool_size == 0 {
        return &[];
    }
    std::slice::from_raw_parts(layer.pool, layer.pool_size as usize)
}
