package dev.causeway.controller.database;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The column of a component of a record, where it has another name than the component, for [RowForm].
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface As {

    /// The column's name, without a beginning that it shares with others.
    String value();
}
