-- Events keep their foreign key here: many write, and it keeps them from adding an event to a user who is being deleted.
-- The twin of this file says what is changed there.
select 1;
