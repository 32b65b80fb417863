package dev.causeway.controller.database;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// How the columns of a component begin that is a record itself, for [RowForm]. A beginning that the record around it
/// has does not come before it.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Under {

    /// The beginning, such as `ike_`.
    String value();
}
