//! Languages: negotiation, message catalogues, dates and numbers.
