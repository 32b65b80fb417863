package dev.causeway.scenarios.cases;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Marks an end-to-end case. Its methods may ask for the running [dev.causeway.scenarios.cloud.Service], which all
/// cases share. Cases run side by side; one that disturbs the service, or is disturbed by a busy machine, is
/// [org.junit.jupiter.api.parallel.Isolated] too.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("dataplane")
@ExtendWith(RunningService.class)
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 8, unit = TimeUnit.MINUTES)
public @interface Case {}
