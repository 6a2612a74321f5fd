using Mono.Cecil;

namespace Quay.Client.Tests.Architecture;

/// <summary>
/// Which types each type of a compiled assembly names: in what it derives from, in signatures, attributes and the bodies of its methods. A nested
/// type, such as the compiler's for an async method or an iterator, counts as the type around it.
/// </summary>
internal sealed class NamedTypes
{
    private readonly HashSet<(TypeReference From, TypeReference To)> _pairs = [];
    private readonly TypeDefinition _reader;

    private NamedTypes(TypeDefinition reader) => _reader = reader;

    public static IReadOnlyList<(TypeReference From, TypeReference To)> In(string assemblyFile)
    {
        ModuleDefinition module = ModuleDefinition.ReadModule(assemblyFile);
        return [.. module.GetTypes().SelectMany(Of).DistinctBy(pair => (pair.From.FullName, pair.To.FullName))];
    }

    private static IEnumerable<(TypeReference From, TypeReference To)> Of(TypeDefinition type)
    {
        var named = new NamedTypes(type);
        named.AddDeclaration();
        foreach (MethodDefinition method in type.Methods)
        {
            named.AddMethod(method);
        }

        return named._pairs;
    }

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } around ? Outermost(around) : type;

    private void AddDeclaration()
    {
        Add(_reader.BaseType);
        AddAttributes(_reader);
        AddConstraints(_reader);
        foreach (InterfaceImplementation parent in _reader.Interfaces)
        {
            Add(parent.InterfaceType);
        }

        foreach (FieldDefinition field in _reader.Fields)
        {
            Add(field.FieldType);
            AddAttributes(field);
        }

        foreach (PropertyDefinition property in _reader.Properties)
        {
            AddAttributes(property);
        }
    }

    private void AddMethod(MethodDefinition method)
    {
        AddSignature(method);
        AddAttributes(method);
        AddAttributes(method.MethodReturnType);
        AddConstraints(method);
        foreach (ParameterDefinition parameter in method.Parameters)
        {
            AddAttributes(parameter);
        }

        if (!method.HasBody)
        {
            return;
        }

        foreach (var variable in method.Body.Variables)
        {
            Add(variable.VariableType);
        }

        foreach (var handler in method.Body.ExceptionHandlers)
        {
            Add(handler.CatchType);
        }

        foreach (var instruction in method.Body.Instructions)
        {
            AddOperand(instruction.Operand);
        }
    }

    private void AddOperand(object? operand)
    {
        switch (operand)
        {
            case TypeReference type:
                Add(type);
                break;
            case MethodReference method:
                Add(method.DeclaringType);
                AddSignature(method);
                break;
            case FieldReference field:
                Add(field.DeclaringType);
                Add(field.FieldType);
                break;
            default:
                break;
        }
    }

    private void AddSignature(MethodReference method)
    {
        Add(method.ReturnType);
        foreach (ParameterDefinition parameter in method.Parameters)
        {
            Add(parameter.ParameterType);
        }

        if (method is GenericInstanceMethod closed)
        {
            AddAll(closed.GenericArguments);
        }
    }

    private void AddConstraints(IGenericParameterProvider provider)
    {
        foreach (GenericParameter parameter in provider.GenericParameters)
        {
            AddAll(parameter.Constraints.Select(constraint => constraint.ConstraintType));
        }
    }

    private void AddAttributes(ICustomAttributeProvider provider)
    {
        foreach (CustomAttribute attribute in provider.CustomAttributes)
        {
            Add(attribute.AttributeType);
            IEnumerable<CustomAttributeArgument> named = attribute.Fields.Concat(attribute.Properties).Select(argument => argument.Argument);
            AddAll(attribute.ConstructorArguments.Concat(named).Select(argument => argument.Value).OfType<TypeReference>());
        }
    }

    private void AddAll(IEnumerable<TypeReference> types)
    {
        foreach (TypeReference type in types)
        {
            Add(type);
        }
    }

    private void Add(TypeReference? type)
    {
        switch (type)
        {
            case null or GenericParameter:
                break;
            case TypeSpecification built:
                Add(built.ElementType);
                AddAll(built is GenericInstanceType closed ? closed.GenericArguments : []);
                break;
            default:
                _pairs.Add((Outermost(_reader), Outermost(type)));
                break;
        }
    }
}
