-- +goose Up
-- What people said of the lines of what needs somebody, the last of each: the line
-- by its id, as package training/needs makes it.
CREATE TABLE needs (
    line   TEXT   PRIMARY KEY,
    answer TEXT   NOT NULL, -- 'closed', 'snoozed' or 'opened'
    until  BIGINT NOT NULL, -- when a snoozed line comes back; 0 for none
    word   TEXT   NOT NULL,
    amount BIGINT NOT NULL, -- cents that the line was about
    change BIGINT NOT NULL, -- counts the answers to the line, from 1
    actor  TEXT   NOT NULL,
    at     BIGINT NOT NULL
);
