"""Deploys the template to the emulator, as `aws cloudformation package` and `deploy` would.

Usage: deploy.py REQUEST, a file with one JSON object:

    {"endpoint": "http://127.0.0.1:4566", "region": "us-east-1", "stack": "retrain-local",
     "template": "/path/template.yaml", "binaries": {"launch-training": "/path/bootstrap"},
     "parameters": {"JobNamePrefix": "retrain"},
     "secrets": {"SlackWebhookSecretArn": {"name": "...", "value": "..."}}}

A secret is created first, and its ARN becomes the parameter of that name. The template is changed
in one way only: each function's CodeUri becomes the place its zip was uploaded to.

Writes one JSON answer to standard output: the stack's outputs, its functions, and all roles with
their policies. Failures are told on standard error, with exit code 1.
"""

import concurrent.futures
import hashlib
import io
import json
import sys
import time
import zipfile
from urllib.parse import unquote

import boto3
import botocore.config
import botocore.exceptions
import yaml

CODE_BUCKET = "retrain-sandbox-code"
WAIT_SECONDS = 120


class Failure(Exception):
    """What went wrong, ready to be read."""


class TemplateLoader(yaml.SafeLoader):
    """YAML with CloudFormation's short forms: `!Ref X` becomes `{"Ref": "X"}`."""


def short_form(loader, suffix, node):
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}": value}


TemplateLoader.add_multi_constructor("!", short_form)
# `2010-09-09` stays text.
TemplateLoader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node))


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        request = json.load(file)
    session = boto3.Session("test", "test", region_name=request["region"])

    # Nobody checks the signature or a checksum of what this process sends to the next.
    config = botocore.config.Config(
        s3={"payload_signing_enabled": False}, request_checksum_calculation="when_required"
    )

    def client(service):
        return session.client(service, endpoint_url=request["endpoint"], config=config)

    with open(request["template"], encoding="utf-8") as file:
        template = yaml.load(file, TemplateLoader)  # noqa: S506 (a safe loader, with more tags)

    upload_code(client("s3"), template, request["binaries"])
    parameters = dict(request["parameters"])
    for parameter, secret in request.get("secrets", {}).items():
        parameters[parameter] = secret_arn(client("secretsmanager"), secret)
    unknown = sorted(set(parameters) - set(template.get("Parameters", {})))
    if unknown:
        raise Failure(f"the template has no parameter {', '.join(unknown)}")

    # By its address in S3, as `sam deploy` does it: the template is longer than a request may be.
    client("s3").put_object(Bucket=CODE_BUCKET, Key="template.json", Body=json.dumps(template).encode())
    template_url = f"{request['endpoint']}/{CODE_BUCKET}/template.json"
    outputs = deploy(client("cloudformation"), request["stack"], template_url, parameters)
    answer = {
        "outputs": outputs,
        "functions": functions(client("lambda")),
        "roles": roles(client("iam")),
    }
    json.dump(answer, sys.stdout)


def secret_arn(secrets, secret):
    """Creates the secret, or changes its value, and returns its full ARN."""
    name, value = secret["name"], secret["value"]
    try:
        return secrets.create_secret(Name=name, SecretString=value)["ARN"]
    except secrets.exceptions.ResourceExistsException:
        return secrets.put_secret_value(SecretId=name, SecretString=value)["ARN"]


def upload_code(s3, template, binaries):
    """Uploads each function's binary as a zip and points its CodeUri there."""
    s3.create_bucket(Bucket=CODE_BUCKET)
    functions = [
        (name, resource)
        for name, resource in template["Resources"].items()
        if resource["Type"] == "AWS::Serverless::Function"
    ]

    def upload(named):
        name, resource = named
        binary = binary_name(name, resource)
        if binary not in binaries:
            raise Failure(f"{name} runs {binary}, which is none of the built binaries: {', '.join(binaries)}")
        body = bootstrap_zip(binaries[binary])
        key = f"{binary}/{hashlib.sha256(body).hexdigest()}.zip"
        s3.put_object(Bucket=CODE_BUCKET, Key=key, Body=body)
        resource["Properties"]["CodeUri"] = {"Bucket": CODE_BUCKET, "Key": key}

    with concurrent.futures.ThreadPoolExecutor() as pool:
        list(pool.map(upload, functions))


def binary_name(name, resource):
    """The binary a function runs: named for `sam build`, or else its folder."""
    build = resource.get("Metadata", {}).get("BuildProperties", {})
    folder = resource["Properties"].get("CodeUri", "")
    found = build.get("Binary") or (folder.rstrip("/").rsplit("/", 1)[-1] if isinstance(folder, str) else "")
    if not found or found == ".":
        raise Failure(f"{name} names no binary, neither in Metadata.BuildProperties.Binary nor by its CodeUri")
    return found


def bootstrap_zip(path):
    """A deployment package for a custom runtime: the same bytes for the same binary.

    Stored, not compressed: it goes to the next process, and development binaries are large.
    """
    entry = zipfile.ZipInfo("bootstrap", date_time=(1980, 1, 1, 0, 0, 0))
    entry.external_attr = 0o100755 << 16
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_STORED) as archive, open(path, "rb") as binary:
        archive.writestr(entry, binary.read())
    return body.getvalue()


def deploy(cloudformation, stack, template_url, parameters):
    """Creates or updates the stack, waits, and returns its outputs."""
    wanted = {
        "StackName": stack,
        "TemplateURL": template_url,
        "Parameters": [{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
        "Capabilities": ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
    }
    try:
        cloudformation.create_stack(**wanted)
    except cloudformation.exceptions.AlreadyExistsException:
        try:
            cloudformation.update_stack(**wanted)
        except botocore.exceptions.ClientError as error:
            if "No updates are to be performed" not in str(error):
                raise
    end = time.monotonic() + WAIT_SECONDS
    while True:
        described = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]
        status = described["StackStatus"]
        if not status.endswith("_IN_PROGRESS"):
            break
        if time.monotonic() > end:
            raise Failure(f"the stack is still {status} after {WAIT_SECONDS} s")
        time.sleep(0.05)
    if status not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
        reasons = [f"the stack is {status}", *failures(cloudformation, stack, described)]
        raise Failure("\n".join(reasons))
    return {output["OutputKey"]: output["OutputValue"] for output in described.get("Outputs", [])}


def failures(cloudformation, stack, described):
    """The resources that failed and why, first to last."""
    try:
        events = cloudformation.describe_stack_events(StackName=stack)["StackEvents"]
    except botocore.exceptions.ClientError:
        events = []
    said = [
        f"  {event['LogicalResourceId']} ({event['ResourceType']}): {event.get('ResourceStatusReason', 'no reason given')}"
        for event in reversed(events)
        if event["ResourceStatus"].endswith("_FAILED")
    ]
    return said or [f"  {described.get('StackStatusReason', 'no reason given')}"]


def functions(functions_client):
    pages = functions_client.get_paginator("list_functions").paginate()
    return [
        {
            "name": found["FunctionName"],
            "arn": found["FunctionArn"],
            "role_arn": found["Role"],
            "log_group": found.get("LoggingConfig", {}).get("LogGroup", f"/aws/lambda/{found['FunctionName']}"),
        }
        for page in pages
        for found in page["Functions"]
    ]


def roles(iam):
    """Every role with its path, trust policy and inline policies."""
    found = []
    for page in iam.get_paginator("list_roles").paginate():
        for role in page["Roles"]:
            name = role["RoleName"]
            inline = iam.list_role_policies(RoleName=name)["PolicyNames"]
            managed = iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
            found.append(
                {
                    "arn": role["Arn"],
                    "path": role["Path"],
                    "trust": document(role["AssumeRolePolicyDocument"]),
                    "policies": [
                        document(iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"])
                        for policy in inline
                    ],
                    "managed_policies": [policy["PolicyArn"] for policy in managed],
                }
            )
    return found


def document(policy):
    """A policy document as JSON, in whichever form the emulator returns it."""
    return json.loads(unquote(policy)) if isinstance(policy, str) else policy


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(str(failure))
    except botocore.exceptions.ClientError as error:
        sys.exit(str(error)[:2000])
