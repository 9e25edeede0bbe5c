package io.quarkiverse.sidecar.deployment;

import java.util.Arrays;
import java.util.List;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

import io.quarkiverse.sidecar.FailureReason;
import io.quarkiverse.sidecar.Protection;
import io.quarkiverse.sidecar.SidecarState;

/** What the control endpoint answers, as OpenAPI schemas. */
final class EndpointOpenApiSchemas {

    private EndpointOpenApiSchemas() {
    }

    static Schema status() {
        return object(
                List.of("name", "state", "ready", "launch", "restarts", "required", "external", "dependsOn", "protections"))
                .addProperty("name", of(SchemaType.STRING)).addProperty("state", oneOf(SidecarState.values()))
                .addProperty("ready", of(SchemaType.BOOLEAN)).addProperty("launch", of(SchemaType.INTEGER))
                .addProperty("restarts", of(SchemaType.INTEGER)).addProperty("required", of(SchemaType.BOOLEAN))
                .addProperty("external", of(SchemaType.BOOLEAN)).addProperty("dependsOn", list(of(SchemaType.STRING)))
                .addProperty("protections", list(oneOf(Protection.values()))).addProperty("pid", of(SchemaType.INTEGER))
                .addProperty("port", of(SchemaType.INTEGER)).addProperty("uri", of(SchemaType.STRING))
                .addProperty("disabledBy", of(SchemaType.STRING)).addProperty("lastExit", of(SchemaType.STRING))
                .addProperty("readySince", time()).addProperty("failure", failure())
                .addProperty("waitingFor", list(of(SchemaType.STRING)));
    }

    static Schema all(Schema one) {
        return object(List.of("sidecars")).addProperty("sidecars", list(one));
    }

    static Schema refusal() {
        return object(List.of("message")).addProperty("message", of(SchemaType.STRING));
    }

    private static Schema failure() {
        return object(List.of("reason", "message", "at")).addProperty("reason", oneOf(FailureReason.values()))
                .addProperty("message", of(SchemaType.STRING)).addProperty("at", time());
    }

    private static Schema object(List<String> required) {
        return of(SchemaType.OBJECT).required(required);
    }

    private static Schema list(Schema items) {
        return of(SchemaType.ARRAY).items(items);
    }

    private static Schema oneOf(Enum<?>[] values) {
        return of(SchemaType.STRING).enumeration(Arrays.<Object> asList(Arrays.stream(values).map(Enum::name).toArray()));
    }

    private static Schema time() {
        return of(SchemaType.STRING).format("date-time");
    }

    private static Schema of(SchemaType type) {
        return OASFactory.createSchema().type(List.of(type));
    }
}
