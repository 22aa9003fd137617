# Own scripts: where the code lies, what is told to the container, how hyperparameters are written.
sm_generic_entry_point = own_image(entry_point="train_script.py", hyperparameters={"a": 1, "s": "x", "t": True})
sm_generic_source_dir = own_image(
    entry_point="train.py", source_dir="src", hyperparameters={"a": 1, "s": "x", "t": True, "n": None, "f": 1e-5}
)
sm_generic_source_dir_s3 = own_image(
    entry_point="train.py", source_dir="s3://own/code/sourcedir.tar.gz", hyperparameters={"s": "x"}
)
sm_generic_source_dir_s3_alone = own_image(source_dir="s3://own/code/sourcedir.tar.gz")
sm_generic_dependencies = own_image(entry_point="train_script.py", dependencies=["lib"])
sm_generic_isolation = own_image(entry_point="train_script.py", enable_network_isolation=True)
sm_generic_isolation_source_dir = own_image(entry_point="train.py", source_dir="src", enable_network_isolation=True)
sm_generic_isolation_s3 = own_image(
    entry_point="train.py", source_dir="s3://own/sourcedir.tar.gz", enable_network_isolation=True
)
sm_source_dir = sklearn(entry_point="train.py", source_dir="src")
sm_source_dir_nested = sklearn(entry_point="nested/train.py", source_dir="src")
sm_entry_point_in_folder = sklearn(entry_point="src/train.py")
sm_shell = own_image(entry_point="train.sh")
sm_source_dir_s3 = sklearn(entry_point="train.py", source_dir="s3://own/code/sourcedir.tar.gz")
sm_source_dir_s3_code_location = sklearn(
    entry_point="train.py", source_dir="s3://own/code/sourcedir.tar.gz", code_location="s3://other/x"
)
sm_dependencies = sklearn(dependencies=["lib", "src/requirements.txt"])
sm_code_location = sklearn(code_location="s3://code/prefix")
sm_code_location_slash = sklearn(code_location="s3://code/prefix/")
sm_code_location_bucket = sklearn(code_location="s3://code")
sm_code_location_output = sklearn(
    code_location="s3://code/prefix", output_path="s3://own/out", output_kms_key=KEY + "o"
)
sm_output_path = sklearn(output_path="s3://own/some/where")
sm_output_path_bucket = sklearn(output_path="s3://own")
sm_default_bucket_prefix = sklearn(default_bucket="own-bucket", default_bucket_prefix="team/churn")
sm_default_bucket_prefix_output = sklearn(
    default_bucket="own-bucket", default_bucket_prefix="team/churn", output_path="s3://own/out"
)
sm_log_level = sklearn(container_log_level=10)
sm_log_level_critical = pytorch(container_log_level=50)
sm_isolation = sklearn(enable_network_isolation=True)
sm_isolation_no_inputs = sklearn(enable_network_isolation=True, inputs=None)
sm_isolation_model = pytorch(
    enable_network_isolation=True, model_uri="s3://own/model.tar.gz", inputs={"train": TRAIN, "test": f"{DATA}/test"}
)
sm_isolation_code_location = xgboost(enable_network_isolation=True, code_location="s3://code/p")
sm_isolation_source_dir_s3 = tensorflow(
    enable_network_isolation=True, entry_point="train.py", source_dir="s3://own/code/sourcedir.tar.gz"
)
sm_region = sklearn(region="eu-central-1", inputs={"train": "s3://own/train"})
sm_hp_named_as_ours = sklearn(hyperparameters={"sagemaker_program": "x", "sagemaker_region": "y", "own": "z"})
sm_hp_own_image = pytorch(image_uri=OWN_IMAGE, framework_version=None, py_version=None, hyperparameters={"a": "b"})

_TYPES = {
    "float_small": 1e-5,
    "float_large": 1e20,
    "float_16": 1e16,
    "float_15": 123456789012345.0,
    "float_zero": 0.0,
    "float_minus_zero": -0.0,
    "float_third": 1 / 3,
    "float_4": 0.0001,
    "float_5": 0.00001234,
    "float_max": 1.7976931348623157e308,
    "float_min": 5e-324,
    "float_nan": float("nan"),
    "float_inf": float("inf"),
    "float_minus_inf": float("-inf"),
    "float_whole": 100.0,
    "int_zero": 0,
    "int_minus": -7,
    "int_64": 2**63,
    "int_big": 10**40,
    "bool_true": True,
    "bool_false": False,
    "none": None,
    "list_empty": [],
    "list_mixed": [1, "a", None, True, 1e-7, [2.0]],
    "map_empty": {},
    "map_nested": {"a": {"b": [1, {"c": None}]}, "d": "é"},
    "tuple": (1, "a"),
    "tuple_one": (1,),
    "string_empty": "",
    "string_number": "3",
    "string_space": " a  b ",
    "string_unicode": "é😀\u2028",
    "string_quotes": "\"'\\/",
    "string_json": '{"a": 1}',
    "string_long": "x" * 500,
    "list_strings": ["it's", 'a"b', "é\n"],
    "map_numbers": {"1": 1.0, "2": -0.0},
}
hp_generic = own_image(hyperparameters=_TYPES)
hp_generic_entry_point = own_image(entry_point="train_script.py", hyperparameters=_TYPES)
hp_generic_source_dir = own_image(entry_point="train.py", source_dir="src", hyperparameters=_TYPES)
hp_sklearn = sklearn(hyperparameters=_TYPES)
hp_mxnet = mxnet(hyperparameters={"a": None, "b": [], "c": "é"})
hp_keys = sklearn(hyperparameters={"a.b": 1, "A-b_c": 2, "é": 3, "with space": 4, "--x": 5, 6: 7, None: 8, True: 9})
hp_generic_keys = own_image(hyperparameters={"a.b": 1, "A-b_c": 2, "é": 3, "with space": 4, "--x": 5})
hp_hundred = own_image(hyperparameters={f"p{i}": i for i in range(100)})
hp_longest = own_image(hyperparameters={"s": "x" * 2500})
hp_longest_source_dir = own_image(entry_point="train.py", source_dir="src", hyperparameters={"s": "x" * 2498})
hp_control_characters = own_image(hyperparameters={"s": "a\nb\tc\r\x00\x7f"})
hp_control_characters_source_dir = own_image(
    entry_point="train.py", source_dir="src", hyperparameters={"s": "a\nb\tc\r\x00\x7f"}
)
