/// What people see in a browser: the console's files, and the sessions of who has logged in there.
package dev.causeway.controller.console;
