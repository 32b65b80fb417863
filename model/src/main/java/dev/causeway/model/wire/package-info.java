/// How documents and reports are written as JSON.
package dev.causeway.model.wire;
