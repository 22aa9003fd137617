//! That the table and the readers say the same, and that what is made of the table is what the repository holds.

mod from_the_sdk;
mod generated;
mod keys_of_tables;
mod meaning;
mod pages;
mod texts;
mod validator;
mod values;
