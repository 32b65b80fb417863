package dev.causeway.model.wire;

import java.util.function.Function;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdConvertingDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdConvertingSerializer;
import tools.jackson.databind.type.TypeFactory;
import tools.jackson.databind.util.Converter;

/// One direction between a type and the form in which it is written. A value that its type refuses is one that is not
/// understood.
final class Form<I, O> implements Converter<I, O> {

    private final Class<I> from;
    private final Class<O> to;
    private final Function<I, O> conversion;

    private Form(Class<I> from, Class<O> to, Function<I, O> conversion) {
        this.from = from;
        this.to = to;
        this.conversion = conversion;
    }

    /// Has a type written and read in a form that is not its own.
    static <T, F> void register(
            SimpleModule module, Class<T> type, Function<T, F> write, Class<F> form, Function<F, T> read) {
        module.addSerializer(type, new StdConvertingSerializer(type, new Form<>(type, form, write)));
        module.addDeserializer(type, new StdConvertingDeserializer<>(new Form<>(form, type, read)));
    }

    @Override
    public O convert(SerializationContext context, I value) {
        return conversion.apply(value);
    }

    /// Says where in the text it was, as every failure to read does.
    @Override
    public O convert(DeserializationContext context, I value) {
        try {
            return conversion.apply(value);
        } catch (RuntimeException e) {
            throw DatabindException.from(context.getParser(), "no " + to.getSimpleName(), e);
        }
    }

    @Override
    public JavaType getInputType(TypeFactory types) {
        return types.constructType(from);
    }

    @Override
    public JavaType getOutputType(TypeFactory types) {
        return types.constructType(to);
    }
}
