//! The workspace on disk: config, issues, lists; read tolerantly, written atomically.
